using CapX.Data.SignIn;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;

namespace CapX.App.SignIn;

/// <summary>Registers the login with a wiki account.</summary>
public static class SignInExtensions
{
    private const string CorrelationCookie = "capx-sign-in-";
    private const string AntiforgeryCookie = "capx-form";

    public static IServiceCollection AddSignIn(this IServiceCollection services, Settings settings)
    {
        services.AddSingleton(new StoredKind("account", "name", "erased", "last-login", "exports"))
            .AddSingleton(new StoredKind("consents", "you", "erased") { Count = export => export.Consents.Total, Href = _ => "#consents" })
            .AddSingleton(new StoredKind("sessions", "you", null, "sessions") { Count = export => export.Sessions.Total, Href = _ => "#sessions" })
            .AddSingleton(new StoredKind("wiki-leave", "you", null, "wiki-leave")
            {
                Count = export => export.WikiAccess is null ? 0 : 1, Href = export => export.WikiAccess is null ? null : "#wiki-access",
            });
        services.AddSingleton<SignInCommand>().AddSingleton<SessionQuery>().AddSingleton<SignedInQuery>().AddSingleton<ProlongSessionCommand>();
        services.AddSingleton<SignOutCommand>().AddSingleton<SignOutEverywhereCommand>().AddSingleton<SessionsQuery>().AddSingleton<EndSessionCommand>()
            .AddSingleton<GiveConsentCommand>();
        services.AddSingleton<OpenSecretsCommand>().AddSingleton<KeepKeyCommand>();
        services.AddSingleton<SessionTicketStore>().AddSingleton<SiteAddress>().AddSingleton<WayToWiki>().AddSingleton<FreshApproval>();
        services.AddScoped<SignInEvents>();
        services.AddScoped<AuthenticationStateProvider, SessionRevalidation>();
        services.AddSingleton<LockedAccounts>().AddHostedService(provider => provider.GetRequiredService<LockedAccounts>());

        services.AddAuthentication(SessionCookie.Scheme)
            .AddCookie(SessionCookie.Scheme, options => SessionCookie.Configure(options, settings))
            .AddMediaWiki(options =>
            {
                options.ClientId = settings.ClientId;
                options.ClientSecret = settings.ClientSecret;
                options.SignInScheme = SessionCookie.Scheme;
                options.EventsType = typeof(SignInEvents);
                SessionCookie.Harden(options.CorrelationCookie, CorrelationCookie, settings);
            });
        services.AddOptions<CookieAuthenticationOptions>(SessionCookie.Scheme).Configure<SessionTicketStore>((options, store) => options.SessionStore = store);
        services.AddAuthorization();
        services.AddCascadingAuthenticationState();
        services.AddAntiforgery(options =>
        {
            SessionCookie.Harden(options.Cookie, AntiforgeryCookie, settings);
            // The content security policy covers this more strictly.
            options.SuppressXFrameOptionsHeader = true;
        });

        // The name is part of every key's purpose. Without a fixed name, a deployment to another folder would end all sessions.
        services.AddDataProtection().SetApplicationName("CapX");
        services.AddSingleton<DatabaseKeyRing>();
        services.AddOptions<KeyManagementOptions>().Configure<DatabaseKeyRing, SecretBox>((options, ring, box) =>
        {
            options.XmlRepository = ring;
            options.XmlEncryptor = new KeyRingEncryptor(box);
        });
        return services;
    }

    /// <summary>Authenticates the request. During a database outage, a request with a session cookie gets a 503 and keeps the cookie, instead of being
    /// treated as logged out.</summary>
    public static void UseSignIn(this WebApplication app)
    {
        app.UseAuthentication();
        app.Use((context, next) => context.Features.Get<SessionTicketStore.Unknown>() is { } unknown && !Requests.IsShownAgain(context)
            ? throw new DatabaseAwayException("The database is unreachable, so the session cannot be read.", unknown.Cause)
            : next(context));
        app.UseAuthorization();
        app.UseSignInStart();
    }
}
