using System.Text.Encodings.Web;
using System.Text.Unicode;
using CapX.App.Capacities;
using CapX.App.Editing;
using CapX.App.Events;
using CapX.App.Exchanges;
using CapX.App.Home;
using CapX.App.Insights;
using CapX.App.Listings;
using CapX.App.Moderation;
using CapX.App.Organizations;
using CapX.App.People;
using CapX.App.Permissions;
using CapX.App.PracticeWiki;
using CapX.App.Privacy;
using CapX.App.SavedSearches;
using CapX.App.Search;
using CapX.App.Shell;
using CapX.App.SignIn;
using CapX.App.Wiki;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CapX.App;

/// <summary>Builds the app. Registers services and middleware, one line per feature, in the order in which a request passes them.</summary>
public static class AppBuilder
{
    private const long LargestBody = 1024 * 1024;
    private const long LargestAnswer = 1024 * 1024;

    // Fits the longest text of a live editor (an event's) at twice its limit, at three bytes per letter, with escaping.
    private const long LargestMessage = 128 * 1024;

    // Number of circuits kept in memory for disconnected browsers, with their unsaved input, for two hours.
    private const int MostKept = 200;
    private static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(5);

    /// <summary>Builds the site. Tests use <paramref name="adjust"/> to change configuration and clock before anything is read.</summary>
    /// <exception cref="SettingsException">A setting is missing or invalid.</exception>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? adjust = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = args,
            ApplicationName = typeof(AppBuilder).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
        });
        builder.Logging.ClearProviders().AddSimpleConsole(console => console.SingleLine = true);
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        // It logs a stack trace for what Preparation reports in one line: no database yet, or the wrong CAPX_KEY.
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection.KeyManagement.KeyRingProvider", LogLevel.None);
        // Its only log message names the page a user had open when the browser disconnected.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Components.Server.Circuits.RemoteNavigationManager", LogLevel.None);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestBody;
            // Large enough for a whole page, so a slow reader does not hold one of the render slots.
            kestrel.Limits.MaxResponseBufferSize = LargestAnswer;
        });
        adjust?.Invoke(builder);
        var settings = Settings.Read(builder.Configuration, builder.Environment);

        var services = builder.Services;
        services.AddSingleton(settings);
        services.AddSingleton(settings.Secrets).AddSingleton<KeyedHash>();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(_ => new Database(settings.Database));
        services.AddSingleton<Vocabulary>();
        services.AddSingleton<Readiness>();
        services.AddHostedService<Preparation>();
        services.AddHttpContextAccessor();
        services.AddScoped<AppearanceChoice>();
        services.AddSingleton<RefusedText>();
        services.AddSingleton<ContentAddresses>();
        services.AddProblems();
        services.AddI18n();
        services.ConfigureHttpJsonOptions(json => json.SerializerOptions.Encoder = JavaScriptEncoder.Create(UnicodeRanges.All));
        services.AddWiki(settings);
        services.AddSignIn(settings).AddWikiAccess();
        services.AddPracticeWiki(settings);
        services.AddPeople();
        services.AddCapacities();
        services.AddSearch();
        services.AddOrganizations();
        services.AddListings();
        services.AddEvents();
        services.AddExchanges();
        services.AddSavedSearches();
        services.AddModeration();
        services.AddPrivacy();
        services.AddInsights();
        services.AddHome();
        services.AddAccessDeniedLog();
        services.AddHostedService<HourlyCleanup>();
        services.AddRequestLimits();
        services.AddSingleton<RenderLimit>();
        services.AddRazorComponents().AddInteractiveServerComponents(circuits => circuits.PersistedCircuitInMemoryMaxRetained = MostKept)
            .AddHubOptions(hub => hub.MaximumReceiveMessageSize = LargestMessage);
        services.AddSingleton<HubMessageLimit>().AddSignalR(hubs => hubs.AddFilter<HubMessageLimit>());
        services.AddSingleton<IHostLifetime, StopSignal>();
        // Toolforge kills a process that does not stop in time. Without this limit, live pages would delay the stop by half a minute.
        services.Configure<HostOptions>(host => host.ShutdownTimeout = LongestStop);
        services.AddVisitorCache();
        services.AddAnswerCompression();

        // It reads the keys before their table exists. Preparation reads them later.
        services.Remove(services.Single(service => service.ImplementationType?.Name == "DataProtectionHostedService"));

        var app = builder.Build();
        app.UsePublicScheme();
        app.UseVisitCounting();
        app.UseHeadAsGet();
        app.UseSecurityHeaders();
        app.UseRetryAfter();
        app.UseProblems();
        app.UseTypedAddresses();
        app.UseRouting();
        app.UseVisitorCache();
        // After the visitor cache, so that cached responses are stored compressed.
        app.UseResponseCompression();
        app.UseAccessDeniedLog();
        app.UseReadinessGate();
        app.UseOriginCheck();
        app.UseRenderLimit();
        app.UseSignIn();
        app.UseMembersOnlyCircuits();
        app.UseStatelessPages();
        app.UseI18n();
        app.UseSuspension();
        app.UseConsent();
        app.UseRateLimiter();
        app.UseAntiforgery();
        app.UseFormTokens();
        app.MapStaticAssets().WithMetadata(new ServedAlways());
        // Browsers request it beside responses that name no icon, such as JSON.
        app.MapGet("/favicon.ico", () => Results.LocalRedirect("~/icon.svg", permanent: true)).WithMetadata(new ServedAlways());
        app.MapPost(SiteUrls.Appearance, AppearanceChoice.Store).WithMetadata(new SentByAllAttribute());
        app.MapPost(SiteUrls.Language, LanguageChoice.StoreAsync).WithMetadata(new SentByAllAttribute());
        app.MapHealth();
        app.MapApi();
        app.MapSearch();
        app.MapPeople();
        app.MapSignIn();
        app.MapCapacities();
        app.MapDrafts();
        app.MapExchanges();
        app.MapOrganizations();
        app.MapListings();
        app.MapEvents();
        app.MapModeration();
        app.MapWikiAccess();
        app.MapPrivacy();
        app.MapPracticeWiki();
        app.MapRazorComponents<Shell.App>().AddInteractiveServerRenderMode(server => server.ContentSecurityFrameAncestorsPolicy = null);
        return app;
    }
}
