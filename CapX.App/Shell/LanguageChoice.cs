using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using CapX.App.I18n;
using CapX.App.SignIn;
using CapX.Data.People;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using StringWithQualityHeaderValue = Microsoft.Net.Http.Headers.StringWithQualityHeaderValue;

namespace CapX.App.Shell;

/// <summary>Chooses the language of a response: query parameter, the user's setting, the browser's cookie, Accept-Language, English.</summary>
public static class LanguageChoice
{
    public const string Parameter = "uselang";
    public const string Cookie = "capx-language";
    private const int MostAccepted = 20;

    // Browsers send some hundred characters. The framework's parser takes quadratic time on blanks.
    private const int LongestAccepted = 2000;

    /// <summary>Returns the messages for a request.</summary>
    public static Messages Of(HttpContext context) => context.Features.Get<Messages>() ?? Choose(
        MessageCatalog.Instance,
        context.Request.Query[Parameter].LastOrDefault(),
        CurrentPerson.From(context.User)?.Language,
        context.Request.Cookies[Cookie],
        context.Request.Headers.AcceptLanguage);

    /// <summary>Ignores invalid language codes. A language that is not shipped is replaced with its nearest shipped fallback.</summary>
    internal static Messages Choose(MessageCatalog catalog, string? asked, string? person, string? cookie, StringValues accepted)
    {
        // "qqx" works only as a query parameter. A user who stored it could hardly find the way back.
        if (string.Equals(asked, MessageCatalog.KeysOnly, StringComparison.OrdinalIgnoreCase)) return catalog.For(MessageCatalog.KeysOnly);
        var chosen = new[] { asked, person,
            cookie }.FirstOrDefault(code => Fallbacks.IsCode(code) && !code!.StartsWith(MessageCatalog.KeysOnly, StringComparison.OrdinalIgnoreCase));
        return chosen is not null ? catalog.For(chosen)
            : Accepted(accepted).Select(catalog.Nearest).FirstOrDefault(messages => messages is not null) ?? catalog.For(Fallbacks.Last);
    }

    /// <summary>POST /language: stores the choice and redirects back to the page.</summary>
    public static async Task<IResult> StoreAsync(HttpContext context, [FromForm] string? language, [FromForm] string? returnUrl,
        SaveInterfaceLanguageCommand save, Settings settings)
    {
        if (MessageCatalog.Instance.Shipped.Any(messages => messages.Language == language))
        {
            if (CurrentPerson.From(context.User) is { } person) await save.RunAsync(person.Actor, language!, context.RequestAborted);
            context.Response.Cookies.Append(Cookie, language!,
                new CookieOptions
                {
                    HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = settings.IsHttps, MaxAge = TimeSpan.FromDays(365),
                    IsEssential = true
                });
        }
        return Results.LocalRedirect(Without(AskedUrl.BackTo(context, returnUrl)));
    }

    /// <summary>Returns a local address without the uselang parameter, which would override a stored choice.</summary>
    public static string Without(string address)
    {
        if (address.IndexOf('?', StringComparison.Ordinal) is not (>= 0 and var at)) return address;
        var query = QueryHelpers.ParseQuery(address[at..]);
        return query.Remove(Parameter) ? address[..at] + QueryString.Create(query) : address;
    }

    /// <summary>Encodes letters of every script as they are. With entities such as &amp;#x644; an Arabic page would be several times as long.</summary>
    public static HtmlEncoder Encoder { get; } = HtmlEncoder.Create(UnicodeRanges.All);

    public static void AddI18n(this IServiceCollection services)
    {
        services.AddSingleton(MessageCatalog.Instance);
        services.AddSingleton(Encoder);
        services.AddSingleton<SaveInterfaceLanguageCommand>();
        services.AddCascadingValue(provider =>
            provider.GetRequiredService<IHttpContextAccessor>().HttpContext is { } context ? Of(context) : MessageCatalog.Instance.For(null));
    }

    /// <summary>Must come after UseSignIn, because the user's language setting counts.</summary>
    public static void UseI18n(this WebApplication app) => app.Use(async (context, next) =>
    {
        var messages = Of(context);
        context.Features.Set(messages);
        (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (messages.Culture, messages.Culture);
        context.Response.OnStarting(() =>
        {
            var vary = context.Response.Headers.Vary.ToString();
            // Appends, because compression adds a value of its own.
            var type = context.Response.ContentType ?? "";
            var isInLanguage = type.StartsWith("text/html", StringComparison.Ordinal) || type.StartsWith("application/json", StringComparison.Ordinal);
            if (isInLanguage && !vary.Contains("Cookie", StringComparison.Ordinal))
                context.Response.Headers.Vary = vary.Length > 0 ? $"{vary}, Accept-Language, Cookie" : "Accept-Language, Cookie";
            return Task.CompletedTask;
        });
        await next(context);
    });

    private static IEnumerable<string> Accepted(StringValues header) =>
        header.Sum(line => line?.Length ?? 0) <= LongestAccepted && StringWithQualityHeaderValue.TryParseList(header!, out var languages)
            ? languages.Where(language => language.Quality != 0 && Fallbacks.IsCode(language.Value.Value)).OrderByDescending(language => language.Quality ?? 1)
                .Take(MostAccepted).Select(language => language.Value.Value!)
            : [];
}
