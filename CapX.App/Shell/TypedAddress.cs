using System.Globalization;
using System.Text;

namespace CapX.App.Shell;

/// <summary>Addresses are copied out of chats and documents, with characters at their ends that nobody sees, and numbers in them are typed with the digits of
/// any script: both are read as they are meant.</summary>
public static class TypedAddress
{
    // A name may hold what a code does not; the page of a person reads it by itself.
    private const string People = "/people/";

    public static void UseTypedAddresses(this WebApplication app) => app.Use((context, next) =>
    {
        var request = context.Request;
        if (request.Path.Value is { } path && !Ascii.IsValid(path)) request.Path = Path(path);
        if (request.QueryString.Value is { Length: > 0 } query && query.Contains('%', StringComparison.Ordinal))
            request.QueryString = new QueryString(Query(query));
        return next(context);
    });

    /// <summary>A decoded path; numbers are parts that have only digits, and a suffix as files have.</summary>
    internal static string Path(string path)
    {
        if (path.Contains(People, StringComparison.OrdinalIgnoreCase)) return path;
        return string.Join('/',
            Unseen.Drop(path).Split('/')
                .Select(part => WrittenNumber.Plain(part) is var plain && plain.Length > 0 && plain.Split('.')[0].All(char.IsAsciiDigit) ? plain : part));
    }

    /// <summary>A query string as it was sent, without characters that nobody sees; those that a running text needs stay.</summary>
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

    /// <summary>Null where nothing beyond ASCII stands in it, or no UTF-8.</summary>
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
