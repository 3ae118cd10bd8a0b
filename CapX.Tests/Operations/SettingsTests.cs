using CapX.App.Operations;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;
using Xunit;

namespace CapX.Tests.Operations;

public sealed class SettingsTests
{
    private static readonly Dictionary<string, string?> Complete = new(StringComparer.Ordinal)
    {
        ["CAPX_DATABASE"] = "Server=127.0.0.1;Database=x",
        ["CAPX_PUBLIC_URL"] = "https://capx.example.org/",
        ["CAPX_CONTACT"] = "capx@example.org",
        ["MediaWiki:BaseUrl"] = "https://wiki.example.org/w/",
        ["MediaWiki:ClientId"] = "id",
        ["MediaWiki:ClientSecret"] = "secret",
    };

    [Fact]
    public void Take_addresses_without_the_last_slash()
    {
        var settings = Read();
        Assert.Equal("CapX/1.0 (https://capx.example.org; capx@example.org)", settings.UserAgent);
        Assert.Equal("https://wiki.example.org/w", settings.WikiBaseUrl.AbsoluteUri);
        Assert.True(settings.IsHttps);
    }

    [Theory]
    [InlineData("http://127.0.0.1:5080", "http://127.0.0.1:5080/")]
    [InlineData("https://capx.example.org:443", "https://capx.example.org/")]
    [InlineData("https://CAPX.example.org:8443", "https://capx.example.org:8443/")]
    [InlineData("https://käpx.example.org", "https://xn--kpx-qla.example.org/")]
    public void Take_the_public_address_as_browsers_write_it(string given, string expected) => Assert.Equal(expected, Read(("CAPX_PUBLIC_URL", given)).PublicUrl.AbsoluteUri);

    [Fact]
    public void Name_a_contact_to_the_wiki_in_plain_letters() =>
        Assert.Equal("CapX/1.0 (https://capx.example.org; J?rgen)", Read(("CAPX_CONTACT", "Jürgen")).UserAgent);

    [Theory]
    [InlineData("CAPX_PUBLIC_URL", "https://tools.example.org/capx")]
    [InlineData("CAPX_PUBLIC_URL", "ftp://capx.example.org")]
    [InlineData("CAPX_PUBLIC_URL", "/capx")]
    [InlineData("CAPX_PUBLIC_URL", "https://capx.example.org?x=1")]
    [InlineData("CAPX_CONTACT", " ")]
    public void Are_refused_with_the_name_of_the_variable(string variable, string value) =>
        Assert.Contains(variable, Assert.Throws<SettingsException>(() => Read((variable, value))).Message, StringComparison.Ordinal);

    [Fact]
    public void Need_no_consumer_for_sending() => Assert.False(Read().SendsOnWiki);

    [Theory]
    [InlineData("MediaWiki:Sending:ClientId", "MediaWiki__Sending__ClientSecret")]
    [InlineData("MediaWiki:Sending:ClientSecret", "MediaWiki__Sending__ClientId")]
    public void Take_a_consumer_for_sending_whole_or_not_at_all(string given, string named) =>
        Assert.Contains(named, Assert.Throws<SettingsException>(() => Read((given, "x"))).Message, StringComparison.Ordinal);

    private static Settings Read(params (string Name, string Value)[] changes)
    {
        var values = new Dictionary<string, string?>(Complete);
        foreach (var (name, value) in changes) values[name] = value;
        return Settings.Read(new ConfigurationBuilder().AddInMemoryCollection(values).Build(), new Production());
    }

    private sealed class Production : IHostEnvironment
    {
        public string EnvironmentName { get; set; } = Environments.Production;
        public string ApplicationName { get; set; } = "";
        public string ContentRootPath { get; set; } = "";
        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
    }
}
