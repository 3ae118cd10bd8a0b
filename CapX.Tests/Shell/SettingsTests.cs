using System.Security.Cryptography;
using CapX.App;
using CapX.App.Verbs;
using CapX.Tests.Infra;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;
using Xunit;

namespace CapX.Tests.Shell;

public sealed class SettingsTests
{
    private static readonly Dictionary<string, string?> Complete = new(StringComparer.Ordinal)
    {
        ["CAPX_DATABASE"] = "Server=127.0.0.1;Database=x",
        ["CAPX_KEY"] = DatabaseFixture.Key,
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
    public void Take_the_public_address_as_browsers_write_it(string given, string expected) =>
        Assert.Equal(expected, Read(("CAPX_PUBLIC_URL", given)).PublicUrl.AbsoluteUri);

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
    [InlineData("MediaWiki:Sending:ClientId", "MediaWiki__Sending__ClientSecret is not set")]
    [InlineData("MediaWiki:Sending:ClientSecret", "MediaWiki__Sending__ClientId is not set")]
    public void Take_a_consumer_for_sending_whole_or_not_at_all(string given, string named) =>
        Assert.Contains(named, Assert.Throws<SettingsException>(() => Read((given, "x"))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("", "is not set")]
    [InlineData("   ", "is not set")]
    [InlineData("not base64 at all", "is not 32 bytes in base64")]
    [InlineData("c2hvcnQ=", "is not 32 bytes in base64")]
    [InlineData("dGhlIGtleSBvZiBhbGwgdGVzdHMsIDMyIGJ5dGVzICEhIQ==", "is not 32 bytes in base64")]
    public void Refuse_a_start_without_a_good_key_and_say_how_to_make_one(string key, string why)
    {
        var message = Assert.Throws<SettingsException>(() => Read(("CAPX_KEY", key))).Message;
        Assert.StartsWith($"CAPX_KEY {why}", message, StringComparison.Ordinal);
        Assert.Contains("openssl rand -base64 32", message, StringComparison.Ordinal);
        if (key.Trim().Length > 0) Assert.DoesNotContain(key, message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuse_the_key_of_development_elsewhere() =>
        Assert.Contains("which is public",
            Assert.Throws<SettingsException>(() => Read(("CAPX_KEY", Convert.ToBase64String(SHA256.HashData("CapX in development"u8))))).Message,
            StringComparison.Ordinal);

    [Fact]
    public void Refuse_a_bad_key_of_before() =>
        Assert.StartsWith("CAPX_KEY_OLD is not", Assert.Throws<SettingsException>(() => Read(("CAPX_KEY_OLD", "x"))).Message, StringComparison.Ordinal);

    [Fact]
    public void Need_no_key_in_development_but_on_toolforge_always()
    {
        Assert.NotNull(SecretKeys.Read(_ => null, isDevelopment: true));
        Assert.Throws<SettingsException>(() => SecretKeys.Read(name => name == "TOOL_TOOLSDB_USER" ? "s12345" : null, isDevelopment: true));
    }

    [Fact]
    public void Show_no_key_when_they_are_printed() => Assert.DoesNotContain(DatabaseFixture.Key, $"{Read()} {Read().Secrets}", StringComparison.Ordinal);

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
