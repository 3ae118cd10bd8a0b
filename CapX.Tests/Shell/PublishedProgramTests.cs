using System.Diagnostics;
using System.Net;
using CapX.Data;
using CapX.Tests.Infra;
using Xunit;

namespace CapX.Tests.Shell;

/// <summary>The program as the buildpack publishes it, started with environment variables only. ./capx test publishes it.</summary>
[Collection(SharedDatabase.Name)]
public sealed class PublishedProgramTests(DatabaseFixture fixture)
{
    private Dictionary<string, string> Complete => Settings(fixture);

    internal static Dictionary<string, string> Settings(DatabaseFixture data) => new(StringComparer.Ordinal)
    {
        ["CAPX_DATABASE"] = data.ConnectionString,
        ["CAPX_KEY"] = DatabaseFixture.Key,
        ["CAPX_PUBLIC_URL"] = "https://capx.example.org",
        ["CAPX_CONTACT"] = "capx@example.org",
        ["MediaWiki__BaseUrl"] = "https://wiki.example.org/w",
        ["MediaWiki__ClientId"] = "client",
        ["MediaWiki__ClientSecret"] = "secret",
    };

    [Fact]
    public async Task Serves_with_environment_variables_alone_and_has_no_practice_wiki()
    {
        using var program = Start(Complete, "--urls", "http://127.0.0.1:0");
        using var http = new HttpClient { BaseAddress = new Uri(await AddressAsync(program)) };
        await UntilReadyAsync(http);

        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/healthz")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/people")).StatusCode);
        Assert.Contains("<script src=\"_framework/blazor.web.", await http.GetStringAsync("/"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/_framework/blazor.web.js")).StatusCode);
        foreach (var path in new[] { "/practice-wiki/w/rest.php/oauth2/authorize", "/practice-wiki/w/api.php", "/practice-wiki" })
            Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync(path)).StatusCode);
        await StopAsync(program);
    }

    [Theory]
    [InlineData("MediaWiki__BaseUrl", "")]
    [InlineData("MediaWiki__BaseUrl", "http://127.0.0.1:5080/practice-wiki/w")]
    [InlineData("MediaWiki__BaseUrl", "no address")]
    [InlineData("MediaWiki__ClientId", "")]
    [InlineData("MediaWiki__ClientSecret", "")]
    [InlineData("CAPX_PUBLIC_URL", "")]
    [InlineData("CAPX_PUBLIC_URL", "capx.example.org")]
    [InlineData("CAPX_CONTACT", "")]
    [InlineData("CAPX_DATABASE", "")]
    [InlineData("CAPX_KEY", "")]
    public async Task Refuses_to_start_with_a_message_that_names_the_variable(string variable, string value)
    {
        using var program = Start(new Dictionary<string, string>(Complete) { [variable] = value }, "--urls", "http://127.0.0.1:0");
        var errors = await program.StandardError.ReadToEndAsync();
        await program.WaitForExitAsync();

        Assert.Equal(1, program.ExitCode);
        Assert.Contains(variable, errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_a_database_whose_secrets_another_key_encrypted_and_says_so_in_one_line()
    {
        await fixture.EmptyAsync();
        await fixture.ExecuteAsync("INSERT INTO secret (name, value, made_at) VALUES ('person', @value, UTC_TIMESTAMP(6))",
            new { value = new SecretBox(new byte[SecretBox.KeyBytes]).Seal("secret person", [1]) });
        using var program = Start(Complete, "--urls", "http://127.0.0.1:0");
        var (said, errors) = (program.StandardOutput.ReadToEndAsync(), program.StandardError.ReadToEndAsync());
        await program.WaitForExitAsync(new CancellationTokenSource(TimeSpan.FromSeconds(60)).Token);
        await fixture.EmptyAsync();

        Assert.Equal(1, program.ExitCode);
        Assert.StartsWith("capx serve: CAPX_KEY is not the key", await errors, StringComparison.Ordinal);
        Assert.Single((await errors).Trim().Split('\n'));
        Assert.DoesNotContain("   at ", await said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("serve", "--urls", "http://127.0.0.1:0")]
    [InlineData("migrate")]
    public async Task Refuses_a_database_of_an_earlier_development_version_and_deletes_nothing(params string[] arguments)
    {
        using var earlier = await EarlierDatabase.CreateAsync(fixture);
        var environment = new Dictionary<string, string>(Complete) { ["CAPX_DATABASE"] = DatabaseFixture.Connection(earlier.Name) };
        await RefusesAsync(environment, 3, "cannot be upgraded", arguments);
        Assert.Equal(EarlierDatabase.Tables, await EarlierDatabase.TablesAsync(earlier));
    }

    [Theory]
    [InlineData(0, "help")]
    [InlineData(0, "migrate")]
    [InlineData(0, "retain")]
    [InlineData(2, "dance")]
    [InlineData(2, "seed", "--people", "many")]
    public async Task Has_the_same_verbs_and_those_that_open_no_secret_need_no_key(int exitCode, params string[] arguments)
    {
        var environment = new Dictionary<string, string>(Complete);
        environment.Remove("CAPX_KEY");
        using var program = Start(environment, arguments);
        await program.StandardOutput.ReadToEndAsync();
        await program.WaitForExitAsync();

        Assert.Equal(exitCode, program.ExitCode);
    }

    /// <summary>Wrong arguments or settings cause a message that tells the operator what to do, without a stack trace.</summary>
    [Theory]
    [InlineData(2, "no file", "import", "organizations", "no-such.csv")]
    [InlineData(2, "folder", "import", "organizations", "/tmp")]
    [InlineData(2, "is empty", "import", "organizations", "/dev/null")]
    [InlineData(2, "larger than", "import", "organizations", "/dev/zero")]
    [InlineData(2, "0x90", "import", "organizations", "CapX.App.dll")]
    [InlineData(2, "is JSON", "import", "organizations", "CapX.App.deps.json")]
    [InlineData(2, "FILE is CSV", "import", "people", "a.csv")]
    [InlineData(2, "FILE is CSV", "import", "organizations", "a.csv", "--force")]
    [InlineData(2, "FILE is CSV", "import")]
    [InlineData(2, "--until", "stewards", "Nobody")]
    [InlineData(2, "two stewards", "stewards", "Nobody", "--until", "31.12.2027")]
    [InlineData(2, "Not found: Nobody at all, No one. A steward must have logged in", "stewards", "Nobody at all", "No one", "--until", "2099-12-31")]
    [InlineData(2, "hash", "verify-log", "1234")]
    [InlineData(2, "no options", "migrate", "--force")]
    [InlineData(2, "refused outside development", "migrate", "--rebuild")]
    [InlineData(2, "--people N", "bench", "--people", "99999999999")]
    [InlineData(2, "100000 or more", "bench", "--people", "0")]
    [InlineData(2, "100000 or more", "plans", "--people", "100000", "--exchanges", "100")]
    [InlineData(2, "cannot listen on nonsense", "serve", "--urls", "http://127.0.0.1:0;nonsense")]
    [InlineData(2, "cannot listen on http://127.0.0.1:99999", "--urls", "http://127.0.0.1:0;http://127.0.0.1:99999")]
    [InlineData(2, "no certificate", "--urls", "https://127.0.0.1:0")]
    [InlineData(2, "cannot listen on http://192.0.2.1:5080", "--urls", "http://192.0.2.1:5080")]
    [InlineData(1, "--urls", "--urls", "nonsense")]
    public Task Says_in_one_line_what_was_asked_for_wrongly(int exitCode, string said, params string[] arguments) =>
        RefusesAsync(Complete, exitCode, said, arguments);

    [Theory]
    [InlineData("nonsense and a password", "looks like this")]
    [InlineData("Server=127.0.0.1;Port=many;Database=x", "looks like this")]
    [InlineData("Server=127.0.0.1;Port=1;Database=x;ConnectionProtocol=carrier pigeon", "looks like this")]
    [InlineData("Server=127.0.0.1;Port=1;User ID=root;Database=x", "that CAPX_DATABASE is correct")]
    public async Task Says_in_one_line_what_is_wrong_with_the_database(string database, string said)
    {
        foreach (var verb in new[] { "migrate", "retain", "seed", "verify-log" })
            await RefusesAsync(new Dictionary<string, string>(Complete) { ["CAPX_DATABASE"] = database }, 1, said, verb);
    }

    private static async Task RefusesAsync(IReadOnlyDictionary<string, string> environment, int exitCode, string said, params string[] arguments)
    {
        using var program = Start(environment, arguments);
        var (told, errors) = (program.StandardOutput.ReadToEndAsync(), program.StandardError.ReadToEndAsync());
        await program.WaitForExitAsync(new CancellationTokenSource(TimeSpan.FromSeconds(60)).Token);
        Assert.Contains(said, await errors, StringComparison.Ordinal);
        Assert.Single((await errors).Trim().Split('\n'));
        foreach (var text in new[] { await told, await errors })
        {
            Assert.DoesNotContain("   at ", text, StringComparison.Ordinal);
            Assert.DoesNotContain("a password", text, StringComparison.Ordinal);
        }
        Assert.Equal(exitCode, program.ExitCode);
    }

    internal static Process Start(IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        var folder = Environment.GetEnvironmentVariable("CAPX_PUBLISHED")
            ?? throw new InvalidOperationException("CAPX_PUBLISHED is not set. Run the tests with ./capx test, which publishes the program.");
        var start = new ProcessStartInfo(Path.Combine(folder, "CapX.App"), arguments)
        {
            WorkingDirectory = folder, RedirectStandardOutput = true,
            RedirectStandardError = true
        };
        foreach (var name in start.Environment.Keys.Where(n =>
            n.StartsWith("CAPX_", StringComparison.Ordinal) || n is "DOTNET_ENVIRONMENT" or "ASPNETCORE_ENVIRONMENT").ToList()) start.Environment.Remove(name);
        foreach (var (name, value) in environment) start.Environment[name] = value;
        return Process.Start(start)!;
    }

    /// <summary>Reads the URL from the line in which the server says where it listens.</summary>
    private static async Task<string> AddressAsync(Process program)
    {
        const string Mark = "Now listening on: ";
        while (await program.StandardOutput.ReadLineAsync() is { } line)
            if (line.IndexOf(Mark, StringComparison.Ordinal) is >= 0 and var at)
                return line[(at + Mark.Length)..].Trim();
        throw new InvalidOperationException($"The program did not start: {await program.StandardError.ReadToEndAsync()}");
    }

    private static async Task UntilReadyAsync(HttpClient http)
    {
        for (var tries = 0; tries < 300; tries++)
        {
            if ((await http.GetAsync("/readyz")).IsSuccessStatusCode) return;
            await Task.Delay(100);
        }
        Assert.Fail(await http.GetStringAsync("/readyz"));
    }

    private static async Task StopAsync(Process program)
    {
        using (Process.Start("kill", ["-TERM", $"{program.Id}"])) { }
        await program.WaitForExitAsync(new CancellationTokenSource(TimeSpan.FromSeconds(20)).Token);
    }
}
