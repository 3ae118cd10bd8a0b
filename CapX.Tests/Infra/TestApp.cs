using CapX.App;
using CapX.App.Wiki;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Logging;
using Xunit;

namespace CapX.Tests.Infra;

/// <summary>The whole program on its own port, over the database of the collection, with a stopped clock. By default in development, with the practice
/// wiki.</summary>
public class TestApp(DatabaseFixture data) : IAsyncLifetime
{
    private WebApplication _app = null!;

    public TestClock Clock { get; } = new();

    /// <summary>The program's log.</summary>
    public LogLines Log { get; } = new();

    public Uri Address { get; private set; } = null!;

    public IServiceProvider Services => _app.Services;

    /// <summary>The program's clock. A real browser needs the real time, because it drops expired cookies.</summary>
    protected virtual TimeProvider Time => Clock;

    /// <summary>Replaces the wiki if not null.</summary>
    protected virtual HttpMessageHandler? Wiki => null;

    protected virtual string Environment => Environments.Development;

    protected virtual IEnumerable<KeyValuePair<string, string?>> Settings => [];

    /// <summary>Adds endpoints or middleware that a test needs.</summary>
    protected virtual void Extend(WebApplication app)
    {
    }

    public async Task InitializeAsync()
    {
        _app = AppBuilder.Build([], builder =>
        {
            builder.Environment.EnvironmentName = Environment;
            builder.WebHost.UseUrls("http://127.0.0.1:0").UseStaticWebAssets();
            builder.Configuration.AddInMemoryCollection([new("CAPX_DATABASE", data.ConnectionString), new("CAPX_KEY", DatabaseFixture.Key)])
                .AddInMemoryCollection(Settings);
            builder.Logging.ClearProviders().AddProvider(Log);
            builder.Services.AddSingleton(Time);
            if (Settings.All(setting => setting.Key != "CAPX_DATABASE")) builder.Services.AddSingleton(data.Database);
            if (Wiki is { } wiki)
                builder.Services.PostConfigure<HttpClientFactoryOptions>(WikiHttp.ClientName,
                    http => http.HttpMessageHandlerBuilderActions.Add(handlers => handlers.PrimaryHandler = wiki));
        });
        Extend(_app);
        var readiness = Services.GetRequiredService<Readiness>();
        await _app.StartAsync();
        for (var tries = 0; !readiness.IsReady && readiness.Refused is null && tries < 600; tries++) await Task.Delay(50);
        if (readiness.Refused is { } refused) throw new InvalidOperationException(refused.Message);
        Address = new Uri(_app.Urls.First());
        if (!readiness.IsReady) throw new InvalidOperationException($"The program did not get ready:\n{Log}");
    }

    public async Task DisposeAsync() => await _app.DisposeAsync();

    /// <summary>A new visitor without cookies, who does not follow redirects automatically.</summary>
    public TestBrowser Open() => new(Address);

    /// <summary>A visitor logged in with an account of the practice wiki, without consent.</summary>
    public async Task<TestBrowser> OpenAsAsync(string practiceAccount)
    {
        var browser = Open();
        await browser.SignInAsync(practiceAccount);
        return browser;
    }
}
