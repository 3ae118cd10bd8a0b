using System.Text;
using System.Text.Encodings.Web;
using CapX.App.I18n;

namespace CapX.App.Shell;

/// <summary>A minimal error page without forms, assets or database access. Problem details below /api.</summary>
public static class PlainPage
{
    private static readonly PathString Api = "/api";

    /// <summary>Responds with a status and the messages of a kind of problem.</summary>
    public static Task WriteAsync(HttpContext context, int status, string kind)
    {
        context.Response.Headers.CacheControl = "no-store";
        return context.Request.Path.StartsWithSegments(Api, StringComparison.OrdinalIgnoreCase)
            ? Results.Problem(statusCode: status).ExecuteAsync(context)
            : Results.Text(Html(LanguageChoice.Of(context), kind, context.RequestServices.GetRequiredService<HtmlEncoder>()), "text/html", Encoding.UTF8,
                status).ExecuteAsync(context);
    }

    private static string Html(Messages m, string kind, HtmlEncoder encoder)
    {
        var (title, text) = (encoder.Encode(m[$"shell-problem-{kind}-title"]), encoder.Encode(m[$"shell-problem-{kind}-text"]));
        return $"""
            <!DOCTYPE html>
            <html lang="{m.Culture.Name}" dir="{m.Direction}">
            <head>
            <meta charset="utf-8" />
            <meta name="viewport" content="width=device-width, initial-scale=1" />
            <meta name="color-scheme" content="light dark" />
            <title>{title} – CapX</title>
            </head>
            <body><main><h1>{title}</h1><p>{text}</p></main></body>
            </html>
            """;
    }
}
