namespace CapX.App.Shell;

/// <summary>Light, dark, or as the visitor's system has it: a cookie, because no page needs to know whose it is.</summary>
public sealed class AppearanceChoice(IHttpContextAccessor http)
{
    public const string Cookie = "capx-appearance";
    private static readonly string[] Values = ["system", "light", "dark"];

    public static IReadOnlyList<string> All => Values;

    public string Current => Of(http.HttpContext);

    /// <summary>What a request asks for.</summary>
    public static string Of(HttpContext? context) => Values.FirstOrDefault(v => v == context?.Request.Cookies[Cookie], Values[0]);

    public string ColorScheme => Current == "system" ? "light dark" : Current;

    /// <summary>For which screens the dark tokens count; null for none. Paper is light.</summary>
    public string? DarkMedia => Current switch { "dark" => "screen", "light" => null, _ => "screen and (prefers-color-scheme: dark)" };

    /// <summary>POST /appearance: stores the choice and goes back to the page.</summary>
    public static IResult Store(HttpContext context, [Microsoft.AspNetCore.Mvc.FromForm] string? appearance,
        [Microsoft.AspNetCore.Mvc.FromForm] string? returnUrl, Settings settings)
    {
        if (Values.Contains(appearance))
            context.Response.Cookies.Append(Cookie, appearance!,
                new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = settings.IsHttps, MaxAge = TimeSpan.FromDays(365),
                    IsEssential = true });
        return Results.LocalRedirect(AskedUrl.BackTo(context, returnUrl));
    }
}
