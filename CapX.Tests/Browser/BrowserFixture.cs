using CapX.Data.Index;
using CapX.Data.Notices;
using CapX.Tests.Infra;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Xunit;

namespace CapX.Tests.Browser;

/// <summary>Headless chromium, the whole program, and some people to find. Tests log in with practice wiki accounts and change only their data.</summary>
public sealed class BrowserFixture : IAsyncLifetime
{
    private static readonly string[] Flags =
        ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

    private readonly DatabaseFixture _data = new();
    private readonly TestApp _app;
    private IPlaywright? _playwright;
    private IBrowser? _chromium;

    public BrowserFixture() => _app = new(_data);

    public Uri Address => _app.Address;

    /// <summary>The program's clock. It stays at the time of the program's start until a test moves it.</summary>
    public TestClock Clock => _app.Clock;

    /// <summary>The program's database, for changes that bypass its commands.</summary>
    public DatabaseFixture Data => _data;

    /// <summary>Notifies live pages of changes.</summary>
    public LiveUpdates News => _app.Services.GetRequiredService<LiveUpdates>();

    /// <summary>The program's log, to explain a failed test.</summary>
    public LogLines Log => _app.Log;

    public async Task InitializeAsync()
    {
        await _data.InitializeAsync();
        await _data.EmptyAsync();
        await Village.FillAsync(_data);
        // The browser's clock decides when cookies expire, so both clocks must agree.
        _app.Clock.Now = DateTime.UtcNow;
        await _app.InitializeAsync();
        // Other tests run beside these.
        Assertions.SetDefaultExpectTimeout(10_000);
        _playwright = await Playwright.CreateAsync();
        _chromium = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = "/usr/bin/chromium-headless-shell", Args = Flags });
    }

    /// <summary>A new browser context without cookies.</summary>
    public Task<IBrowserContext> NewContextAsync(Visitor visitor) => _chromium!.NewContextAsync(new()
    {
        BaseURL = Address.ToString(),
        JavaScriptEnabled = visitor.HasScripts,
        Locale = visitor.Language,
        ColorScheme = visitor.IsDark ? ColorScheme.Dark : ColorScheme.Light,
        ReducedMotion = ReducedMotion.Reduce,
        ViewportSize = new() { Width = visitor.Width, Height = 900 },
    });

    /// <summary>Reloads the index of people, because the insert bypasses the commands that update it.</summary>
    public async Task InsertAsync(PersonBuilder person)
    {
        await person.InsertAsync(_data.Database);
        await _app.Services.GetRequiredService<PeopleIndex>().LoadAsync();
    }

    /// <summary>Inserts the person unless they already have a profile.</summary>
    public async Task InsertOnceAsync(PersonBuilder person)
    {
        if ((await _data.QueryAsync<ulong>("SELECT id FROM person WHERE id = @Id AND updated_at IS NOT NULL", new { person.Id })).Count > 0) return;
        await _data.ExecuteAsync("DELETE FROM person WHERE id = @Id", new { person.Id });
        await InsertAsync(person);
    }

    /// <summary>Returns the slug.</summary>
    public async Task<string> InsertAsync(OrganizationBuilder organization) => (await organization.InsertAsync(_data)).Slug;

    public async Task DisposeAsync()
    {
        if (_chromium is not null) await _chromium.DisposeAsync();
        _playwright?.Dispose();
        await _app.DisposeAsync();
        await _data.DisposeAsync();
    }
}
