namespace CapX.App.Shell;

/// <summary>The colour scheme: light, dark, or as in the system. Stored in a cookie, because no page needs to know the user for it.</summary>
public sealed class AppearanceChoice(IHttpContextAccessor http)
{
    public const string Cookie = "capx-appearance";
    private static readonly string[] Values = ["system", "light", "dark"];

    public static IReadOnlyList<string> All => Values;

    public string Current => Of(http.HttpContext);

    /// <summary>The scheme that a request chooses.</summary>
    public static string Of(HttpContext? context) => Values.FirstOrDefault(v => v == context?.Request.Cookies[Cookie], Values[0]);

    public string ColorScheme => Current == "system" ? "light dark" : Current;

    /// <summary>The media query for the dark tokens. Null for none. Print is always light.</summary>
    public string? DarkMedia => Current switch { "dark" => "screen", "light" => null, _ => "screen and (prefers-color-scheme: dark)" };

    /// <summary>POST /appearance: stores the choice and redirects back to the page.</summary>
    public static IResult Store(HttpContext context, [Microsoft.AspNetCore.Mvc.FromForm] string? appearance,
        [Microsoft.AspNetCore.Mvc.FromForm] string? returnUrl, Settings settings)
    {
        if (Values.Contains(appearance))
            context.Response.Cookies.Append(Cookie, appearance!,
                new CookieOptions
                {
                    HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = settings.IsHttps, MaxAge = TimeSpan.FromDays(365),
                    IsEssential = true
                });
        return Results.LocalRedirect(AskedUrl.BackTo(context, returnUrl));
    }
}
