using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace CapX.Tests.Attacks;

/// <summary>Checks every answer of the program for harm done by the corpus, and records in which kinds of answers each text appears.</summary>
public sealed partial class AttackJudge
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);
    private readonly ConcurrentDictionary<string, bool> _seen = new();

    private readonly ConcurrentDictionary<string, (string First, int Times)> _faults = new();

    /// <summary>Each fault once, with the number of times and the first answer that had it.</summary>
    public IEnumerable<string> Faults =>
        _faults.OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => $"{f.Key} ({f.Value.Times} times, first {f.Value.First})");

    /// <summary>Kind of answer and place: "html learned" means that a text sent to "learned" appeared in an HTML page.</summary>
    public ICollection<string> Seen => _seen.Keys;

    /// <summary>Returns the parsed page if the answer is HTML, otherwise null.</summary>
    public async Task<IHtmlDocument?> LookAsync(HttpResponseMessage response, string who)
    {
        var about = $"{who}: {(int)response.StatusCode} {response.RequestMessage!.Method} {Short(response.RequestMessage.RequestUri!.PathAndQuery)}";
        void Fault(string fault) => _faults.AddOrUpdate(fault, (about, 1), (_, known) => (known.First, known.Times + 1));
        if ((int)response.StatusCode >= 500) Fault("the program failed");
        Headers(response, Fault);
        var text = Decode(await response.Content.ReadAsByteArrayAsync(), Fault);
        var type = response.Content.Headers.ContentType?.MediaType;
        if (text.Length == 0) return null;
        if (response.Headers.TryGetValues("X-Content-Type-Options", out var sniffing) is false || sniffing.Single() != "nosniff")
            Fault("the browser may guess its type");
        var kind = type switch
        {
            "text/html" => "html",
            "application/json" or "application/problem+json" => "json",
            "application/atom+xml" => "atom",
            "text/calendar" => "ics",
            "text/plain" => "text",
            _ => $"other {type}"
        };
        foreach (Match tag in Tag().Matches(Unfold(text))) _seen[$"{kind} {tag.Groups["place"].Value}"] = true;
        switch (kind)
        {
            case "html":
                var page = new HtmlParser(new HtmlParserOptions { IsKeepingSourceReferences = false }).ParseDocument(text);
                foreach (var fault in new AttackedPage(page).Faults()) Fault(fault);
                return page;
            case "json":
                Json(text, Fault);
                break;
            case "atom":
                Atom(text, Fault);
                break;
            case "ics":
                Calendar(text, Fault);
                break;
            case "text":
                if (Corpus.Stands(text)) Fault("plain text repeats what was sent");
                break;
            default:
                Fault($"an answer of a type that nobody judges: {type}");
                break;
        }
        return null;
    }

    /// <summary>No decoded text may contain a harmful character, and the raw JSON may not contain markup.</summary>
    private static void Json(string text, Action<string> fault)
    {
        // A careless client might treat the JSON as HTML.
        if (text.Contains('<', StringComparison.Ordinal)) fault("JSON with a bare <");
        using var json = JsonDocument.Parse(text);
        foreach (var (name, value) in Leaves(json.RootElement, ""))
        {
            // A draft keeps exactly what its owner typed, as JSON in a string, and only its owner gets it.
            if (!name.StartsWith(".drafts.", StringComparison.Ordinal) && AttackedPage.Harmful(value) is { } harm) fault($"{name} holds {harm}");
            if (Corpus.Stands(name)) fault($"a key of its own: {name}");
        }
    }

    private static void Atom(string text, Action<string> fault)
    {
        XNamespace atom = "http://www.w3.org/2005/Atom";
        string[] known = ["feed", "id", "title", "updated", "published", "link", "entry", "author", "name", "uri", "category", "content"];
        if (text.Contains("<!DOCTYPE", StringComparison.OrdinalIgnoreCase)) fault("a feed with a document type");
        foreach (var element in XDocument.Parse(text).Descendants())
        {
            if (element.Name.Namespace != atom || !known.Contains(element.Name.LocalName)) fault($"an element of its own: {element.Name}");
            foreach (var attribute in element.Attributes())
            {
                if (attribute.Name.LocalName is not ("lang" or "rel" or "href" or "term" or "label" or "xmlns"))
                    fault($"an attribute of its own: {attribute.Name}");
                if (attribute.Name.LocalName == "href" && AttackedPage.Leads(attribute.Value) == Way.Wrong) fault($"a link to {attribute.Value}");
            }
            if (AttackedPage.Harmful(element.Value) is { } harm) fault($"{element.Name.LocalName} holds {harm}");
        }
    }

    private static void Calendar(string text, Action<string> fault)
    {
        string[] components = ["VCALENDAR", "VEVENT", "VTIMEZONE", "STANDARD", "DAYLIGHT"];
        string[] properties =
            ["BEGIN", "END", "PRODID", "VERSION", "METHOD", "X-WR-CALNAME", "NAME", "REFRESH-INTERVAL", "X-PUBLISHED-TTL", "TZID", "TZNAME", "X-LIC-LOCATION",
            "TZOFFSETFROM", "TZOFFSETTO", "UID", "DTSTAMP", "DTSTART", "DTEND", "CREATED", "LAST-MODIFIED", "SEQUENCE", "SUMMARY", "DESCRIPTION", "LOCATION",
            "STATUS", "URL"];
        if (AttackedPage.Harmful(text) is { } harm) fault($"a calendar holds {harm}");
        foreach (var line in Unfold(text).Split("\r\n", StringSplitOptions.RemoveEmptyEntries))
        {
            var name = line.Split(':', ';')[0];
            if (!properties.Contains(name)) fault($"a line of its own: {Short(line)}");
            if (name is "BEGIN" or "END" && !components.Contains(line[(name.Length + 1)..])) fault($"a component of its own: {line}");
            // A calendar program opens this URL in a browser on a click.
            if (name == "URL" && AttackedPage.Leads(line[4..]) == Way.Wrong) fault($"leads to {line}");
        }
    }

    private static void Headers(HttpResponseMessage response, Action<string> fault)
    {
        foreach (var (name, values) in response.Headers.Concat(response.Content.Headers))
        {
            if (Corpus.Stands(name)) fault($"a header of its own: {name}");
            foreach (var value in values)
            {
                if (value.Any(c => char.IsControl(c) || c > '~')) fault($"{name} is no plain text");
                if (name == "Location" && !IsOwnAddress(value)) fault($"leads to {value}");
                else if (name == "Set-Cookie" ? !value.StartsWith("capx-", StringComparison.Ordinal)
                    : name is not ("Location" or "Content-Disposition") && Corpus.Stands(value)) fault($"{name} repeats what was sent: {Short(value)}");
                if (name == "Content-Disposition" && (value.Contains("..", StringComparison.Ordinal) || value.Count(c => c == '"') > 2))
                    fault($"a file called {value}");
            }
        }
    }

    /// <summary>Accepts percent-encoded paths of this site, and the practice wiki, which runs on the same host.</summary>
    private static bool IsOwnAddress(string location) =>
        location.StartsWith('/') && !location.StartsWith("//", StringComparison.Ordinal) && !location.StartsWith("/\\", StringComparison.Ordinal)
            && Encoded().IsMatch(location)
        || Uri.TryCreate(location, UriKind.Absolute, out var wiki) && wiki.Host == "127.0.0.1" && Encoded().IsMatch(location);

    private static string Decode(byte[] body, Action<string> fault)
    {
        try
        {
            return Strict.GetString(body);
        }
        catch (DecoderFallbackException)
        {
            fault("is no UTF-8");
            return WebUtility.HtmlDecode(Encoding.Latin1.GetString(body));
        }
    }

    private static IEnumerable<(string Name, string Value)> Leaves(JsonElement value, string name) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().SelectMany(p => Leaves(p.Value, $"{name}.{p.Name}")),
        JsonValueKind.Array => value.EnumerateArray().SelectMany(item => Leaves(item, name)),
        JsonValueKind.String => [(name, value.GetString()!)],
        _ => [],
    };

    private static string Unfold(string text) => text.Replace("\r\n ", "", StringComparison.Ordinal);

    internal static string Short(string text) => text.Length > 150 ? string.Create(CultureInfo.InvariantCulture, $"{text[..150]}… ({text.Length})") : text;

    [GeneratedRegex("zqin-(?<place>[a-z-]+)-zq")]
    private static partial Regex Tag();

    [GeneratedRegex("^[A-Za-z0-9/:?&=#%._~!$()*+,;@-]*$")]
    private static partial Regex Encoded();
}
