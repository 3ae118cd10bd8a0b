using CapX.Data.Exchanges;
using CapX.Data.Index;
using CapX.Tests.Infra;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Xunit;

namespace CapX.Tests.Browser;

/// <summary>Tests in a real browser: one program and one chromium for all of them, alone on the machine, because they wait for what is drawn.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class SharedBrowser : ICollectionFixture<BrowserFixture>
{
    public const string Name = "browser";
}

/// <summary>Debian's chromium without a window, before the whole program, with some people to find. Tests sign in with accounts of the practice wiki and change
/// nobody else.</summary>
public sealed class BrowserFixture : IAsyncLifetime
{
    private static readonly string[] Flags =
        ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

    private readonly DatabaseFixture _data = new();
    private readonly TestApp _app = new();
    private IPlaywright? _playwright;
    private IBrowser? _chromium;

    public Uri Address => _app.Address;

    /// <summary>What the program takes for now: the moment at which it started, until a test moves it.</summary>
    public TestClock Clock => _app.Clock;

    /// <summary>What the program reads, for what a test changes behind its back.</summary>
    public DatabaseFixture Data => _data;

    /// <summary>By which live pages hear of a change.</summary>
    public LiveUpdates News => _app.Services.GetRequiredService<LiveUpdates>();

    /// <summary>What the program logged, for a test that fails.</summary>
    public LogLines Log => _app.Log;

    public async Task InitializeAsync()
    {
        await _data.InitializeAsync();
        await _data.EmptyAsync();
        await Village.FillAsync(_data);
        // A browser drops cookies by its own clock.
        _app.Clock.Now = DateTime.UtcNow;
        await _app.InitializeAsync();
        _playwright = await Playwright.CreateAsync();
        _chromium = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = "/usr/bin/chromium-headless-shell", Args = Flags });
    }

    /// <summary>A browser of its own, with no cookies.</summary>
    public Task<IBrowserContext> NewContextAsync(Visitor visitor) => _chromium!.NewContextAsync(new()
    {
        BaseURL = Address.ToString(),
        JavaScriptEnabled = visitor.HasScripts,
        Locale = visitor.Language,
        ColorScheme = visitor.IsDark ? ColorScheme.Dark : ColorScheme.Light,
        ReducedMotion = ReducedMotion.Reduce,
        ViewportSize = new() { Width = visitor.Width, Height = 900 },
    });

    /// <summary>Lets the index see what a test wrote past the commands.</summary>
    public async Task InsertAsync(PersonBuilder person)
    {
        await person.InsertAsync(_data.Database);
        await _app.Services.GetRequiredService<PeopleIndex>().LoadAsync();
    }

    /// <summary>The same, unless the person is there with a profile.</summary>
    public async Task InsertOnceAsync(PersonBuilder person)
    {
        if ((await _data.QueryAsync<ulong>("SELECT id FROM person WHERE id = @Id AND updated_at IS NOT NULL", new { person.Id })).Count > 0) return;
        await _data.ExecuteAsync("DELETE FROM person WHERE id = @Id", new { person.Id });
        await InsertAsync(person);
    }

    /// <summary>Gives the slug.</summary>
    public async Task<string> InsertAsync(OrganizationBuilder organization) => (await organization.InsertAsync(_data)).Slug;

    public async Task DisposeAsync()
    {
        if (_chromium is not null) await _chromium.DisposeAsync();
        _playwright?.Dispose();
        await _app.DisposeAsync();
        await _data.DisposeAsync();
    }
}
