using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace CapX.Tests.Attacks;

/// <summary>Where a URL leads: to this site, to the web, or somewhere that is not allowed.</summary>
public enum Way
{
    Here,
    Web,
    Wrong,
}

/// <summary>Checks a parsed page that shows the corpus: it may contain only elements and attributes that this program writes, texts must stay texts, and
/// links may lead only to the web.</summary>
public sealed partial class AttackedPage(IHtmlDocument page)
{
    private const string Elements =
        " html head title meta link base script body a abbr article aside bdi blockquote br button caption code dd del details dialog div dl dt em "
        + "fieldset figcaption figure footer form h1 h2 h3 h4 header hr input ins label legend li main nav noscript ol optgroup option p path pre q "
        + "section select small span strong summary svg table tbody td template textarea tfoot th thead time tr ul "
        + "blazor-focus-on-navigate blazor-ssr blazor-ssr-end ";

    /// <summary>Attributes that may contain the corpus, because browsers only show or send their values and never run them.</summary>
    private const string Texts = " value href title aria-label label content placeholder action ";

    public IEnumerable<string> Faults()
    {
        foreach (var element in page.All)
        {
            if (!Elements.Contains($" {element.LocalName} ", StringComparison.Ordinal)) yield return $"an element of its own: <{element.LocalName}>";
            foreach (var fault in Attributes(element).Concat(Scripts(element)).Concat(Link(element))) yield return fault;
        }
        foreach (var comment in page.Descendants<IComment>())
            if (comment.Data.StartsWith("Blazor", StringComparison.Ordinal) ? comment.Data.Contains("\"x\":", StringComparison.Ordinal)
                : Corpus.Stands(comment.Data)) yield return $"a comment of its own: {AttackJudge.Short(comment.Data)}";
        foreach (var text in page.Descendants<IText>())
        {
            var parent = text.ParentElement!;
            // A refused text stays in the person's own field exactly as they typed it.
            if (parent is not IHtmlTextAreaElement && Harmful(text.Data) is { } harm)
                yield return $"<{parent.LocalName}> holds {harm}: {AttackJudge.Short(text.Data.Trim())}";
            if (text.Data.Any(c => c is >= '\u05D0' and <= '\u05EA') && !IsIsolated(text))
                yield return $"<{parent.LocalName} class=\"{parent.ClassName}\"> holds a text that runs the other way and is not isolated: "
                    + AttackJudge.Short(text.Data.Trim());
        }
    }

    /// <summary>The first invisible character that affects the text after it. Isolates are harmless as long as each one is closed.</summary>
    public static string? Harmful(string text)
    {
        var open = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value == 0x2068) open++;
            else if (rune.Value == 0x2069 && open > 0) open--;
            else if (Corpus.IsHarmful(rune)) return $"U+{rune.Value:X4}";
        }
        return open > 0 ? "an isolate left open" : null;
    }

    public static Way Leads(string address)
    {
        if (!Uri.TryCreate(new Uri("http://here.invalid/"), address, out var uri)) return Way.Wrong;
        if (uri.Host is "here.invalid" or "127.0.0.1") return Way.Here;
        return uri.Scheme is "http" or "https" && uri.UserInfo.Length == 0 ? Way.Web : Way.Wrong;
    }

    private static IEnumerable<string> Attributes(IElement element)
    {
        foreach (var attribute in element.Attributes)
        {
            if (!Known().IsMatch(attribute.Name)) yield return $"an attribute of its own: <{element.LocalName} {attribute.Name}>";
            if (attribute.Name == "style") yield return $"<{element.LocalName} style>";
            if (Corpus.Stands(attribute.Value) && !Texts.Contains($" {attribute.Name} ", StringComparison.Ordinal))
                yield return $"<{element.LocalName} {attribute.Name}> repeats what was sent: {AttackJudge.Short(attribute.Value)}";
            var isOwnField = element is IHtmlInputElement && attribute.Name == "value";
            if (!isOwnField && Harmful(attribute.Value) is { } harm) yield return $"<{element.LocalName} {attribute.Name}> holds {harm}";
        }
    }

    private static IEnumerable<string> Scripts(IElement element)
    {
        if (element is IHtmlScriptElement { } script
            && (script.Source is not ['/' or '_' or 'c', ..] || script.Source.Contains("//", StringComparison.Ordinal) || element.TextContent.Length > 0))
            yield return $"a script of its own: {script.Source} {AttackJudge.Short(element.TextContent)}";
        if (element is IHtmlBaseElement && element.GetAttribute("href") != "/") yield return "another base";
        if (element is IHtmlMetaElement && element.HasAttribute("http-equiv")) yield return "a page that gives orders to the browser";
        if (element is IHtmlFormElement && Leads(element.GetAttribute("action") ?? "") != Way.Here) yield return $"a form to {element.GetAttribute("action")}";
    }

    private static IEnumerable<string> Link(IElement element)
    {
        foreach (var name in (string[])["href", "src", "formaction"])
        {
            if (element.GetAttribute(name) is not { } address) continue;
            var way = Leads(address);
            // The operator sets the mailto addresses.
            if (way == Way.Wrong
                && !(address.StartsWith("mailto:", StringComparison.Ordinal) && !address.Contains(Corpus.Sign, StringComparison.OrdinalIgnoreCase)))
                yield return $"<{element.LocalName} {name}> leads to {AttackJudge.Short(address)}";
            if (way == Way.Web && address.Contains(Corpus.Sign, StringComparison.OrdinalIgnoreCase) && element.GetAttribute("rel") is var rel
                && !(rel?.Contains("nofollow", StringComparison.Ordinal) == true && rel.Contains("ugc", StringComparison.Ordinal)))
                yield return $"a person's link without nofollow and ugc: {AttackJudge.Short(address)}";
        }
    }

    /// <summary>True inside an element with its own direction or between isolates. Titles, options and text areas need none.</summary>
    private static bool IsIsolated(IText text)
    {
        if (text.Data.Contains('\u2068', StringComparison.Ordinal) || text.ParentElement is { LocalName: "title" or "option" or "textarea" }) return true;
        return text.Ancestors<IElement>().Any(e => e.LocalName == "bdi" || e.HasAttribute("dir") && e.LocalName is not ("html" or "body"));
    }

    // The last pattern matches the attributes that scoped style sheets add.
    [GeneratedRegex("^(accept-charset|action|autocapitalize|autocomplete|charset|checked|class|content|d|datetime|dir|disabled|download|enctype|fill|"
        + "focusable|for|form|from|__internal_preventdefault_onsubmit|formmethod|height|hidden|href|hreflang|id|inputmode|integrity|label|lang|list|"
        + "max|maxlength|media|method|min|name|novalidate|open|pattern|placeholder|property|readonly|rel|required|role|rows|scope|selected|selector|"
        + "spellcheck|src|start|step|tabindex|target|title|transform|type|value|viewBox|width|xmlns|(aria|data)-[a-z-]+|b-[a-z0-9]+)$")]
    private static partial Regex Known();
}
