using System.Net;
using AngleSharp.Html.Dom;
using CapX.Tests.Infra;

namespace CapX.Tests.Attacks;

/// <summary>Sends texts that are one character or one pasted link too long for their field, and one with too many marks on a letter. The page that comes
/// back must show an error at the field and keep the text.</summary>
internal sealed class OverLong(AttackJudge judge)
{
    /// <summary>Fields whose text need not be kept, each with its reason.</summary>
    private static readonly Dictionary<string, string> Excused = new(StringComparer.Ordinal)
    {
        ["/privacy/me/erase username"] = "types one's own name once more, to be sure: another one is said at the field, and has to be typed anew",
    };

    private readonly Dictionary<string, string?> _came = new(StringComparer.Ordinal);

    /// <summary>The fault by form and field, or null if there was none.</summary>
    public IReadOnlyDictionary<string, string?> Came => _came;

    public static string NameOf(string address, string field) => $"{string.Concat(address.Split('?')[0].Where(c => !char.IsAsciiDigit(c)))} {field}";

    public bool Knows(string address, string field) => _came.ContainsKey(NameOf(address, field)) || Excused.ContainsKey(NameOf(address, field));

    /// <summary>Sends one wrong field together with valid values for all others.</summary>
    public async Task TryAsync(TestBrowser browser, string who, string address, string field, int longest, IEnumerable<(string Name, string Value)> fields)
    {
        if (Knows(address, field)) return;
        var others = fields.Where(f => f.Name != field).ToList();
        _came[NameOf(address, field)] = await FaultAsync(browser, who, address, others, field, Corpus.Sign + new string('x', longest + 1 - Corpus.Sign.Length));
        _came[$"{NameOf(address, field)} with a link"] = await FaultAsync(browser, who, address, others, field, Corpus.LongLink(longest));
        // A shorter field cannot hold so many marks.
        if (longest >= Corpus.HeapOfMarks.Length)
            _came[$"{NameOf(address, field)} with marks"] = await FaultAsync(browser, who, address, others, field, Corpus.HeapOfMarks);
    }

    private async Task<string?> FaultAsync(TestBrowser browser, string who, string address, IEnumerable<(string, string)> others, string field, string text)
    {
        var answer = await browser.PostAsync(address, [.. others, (field, text)]);
        if (answer.StatusCode is HttpStatusCode.Found or HttpStatusCode.SeeOther) answer = await browser.FollowAsync(TestBrowser.Location(answer));
        return Fault(answer, await judge.LookAsync(answer, who), field, text);
    }

    private static string? Fault(HttpResponseMessage answer, IHtmlDocument? page, string field, string text)
    {
        if ((int)answer.StatusCode >= 500) return $"answers {answer.StatusCode}";
        var kept = page?.QuerySelectorAll("input, textarea")
            .FirstOrDefault(e => e.GetAttribute("name") == field && (e is IHtmlTextAreaElement area ? area.Value : e.GetAttribute("value")) == text);
        if (kept is null) return $"does not keep what was typed ({(int)answer.StatusCode} {answer.RequestMessage!.RequestUri!.PathAndQuery})";
        if (kept.GetAttribute("aria-invalid") != "true") return "does not mark the field";
        var said = (kept.GetAttribute("aria-describedby") ?? "").Split(' ').Select(id => page!.GetElementById(id))
            .FirstOrDefault(e => e?.ClassName?.Contains("validation-message", StringComparison.Ordinal) == true);
        return string.IsNullOrWhiteSpace(said?.TextContent) ? "says nothing at the field" : null;
    }
}
