using System.Globalization;
using System.Text;

namespace CapX.App.Shell;

/// <summary>Normalizes typed and pasted URLs: removes invisible characters from chats and documents, and converts digits of any script to ASCII.</summary>
public static class TypedAddress
{
    // A user name may contain such characters, so the page of a person handles them itself.
    private const string People = "/people/";

    public static void UseTypedAddresses(this WebApplication app) => app.Use((context, next) =>
    {
        var request = context.Request;
        if (request.Path.Value is { } path && !Ascii.IsValid(path)) request.Path = Path(path);
        if (request.QueryString.Value is { Length: > 0 } query && query.Contains('%', StringComparison.Ordinal))
            request.QueryString = new QueryString(Query(query));
        return next(context);
    });

    /// <summary>Normalizes a decoded path. Segments of digits, with an optional file extension, count as numbers.</summary>
    internal static string Path(string path)
    {
        if (path.Contains(People, StringComparison.OrdinalIgnoreCase)) return path;
        return string.Join('/',
            Unseen.Drop(path).Split('/')
                .Select(part => WrittenNumber.Plain(part) is var plain && plain.Length > 0 && plain.Split('.')[0].All(char.IsAsciiDigit) ? plain : part));
    }

    /// <summary>Removes invisible characters from an encoded query string. Characters that running text needs are kept.</summary>
    internal static string Query(string query)
    {
        StringBuilder? read = null;
        for (var at = 0; at < query.Length;)
        {
            var start = at;
            while (IsEscaped(query, at)) at += 3;
            if (at == start)
            {
                read?.Append(query[at++]);
                if (read is null) at++;
                continue;
            }
            var escaped = query[start..at];
            var decoded = Decoded(escaped);
            var left = decoded is null ? null : Unseen.DropFromText(decoded);
            if (left is not null && left.Length != decoded!.Length)
                (read ??= new StringBuilder(query, 0, start, query.Length)).Append(Uri.EscapeDataString(left));
            else read?.Append(escaped);
        }
        return read?.ToString() ?? query;
    }

    private static bool IsEscaped(string query, int at) =>
        at + 2 < query.Length && query[at] == '%' && char.IsAsciiHexDigit(query[at + 1]) && char.IsAsciiHexDigit(query[at + 2]);

    /// <summary>Null for pure ASCII and for invalid UTF-8.</summary>
    private static string? Decoded(string escaped)
    {
        var bytes = new byte[escaped.Length / 3];
        for (var at = 0; at < bytes.Length;
            at++) bytes[at] = byte.Parse(escaped.AsSpan((3 * at) + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        if (Ascii.IsValid(bytes)) return null;
        try
        {
            return Strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
}
