using System.Globalization;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace CapX.Tests.Attacks;

/// <summary>A field of a form with its current value. A fixed field is the hidden one that names the form.</summary>
internal sealed record AttackedField(string Name, string Value, bool IsFixed)
{
    /// <summary>The maximum number of characters, if the field declares one.</summary>
    public int? Longest { get; init; }
}

/// <summary>A form as an account found it on a page.</summary>
internal sealed record AttackedForm(string Page, string Who, string Address, string? Token, IReadOnlyList<AttackedField> Fields)
{
    private const string TokenField = "__RequestVerificationToken";
    private const string HandlerField = "_handler";

    /// <summary>Omits digits, so that the forms of two cases or two messages count as one.</summary>
    public string Name =>
        string.Concat(Address.Split('?')[0].Where(c => !char.IsAsciiDigit(c)))
        + $" {Fields.FirstOrDefault(f => f.IsFixed)?.Value} {string.Join(' ', Fields.Select(f => f.Name).Distinct())}";

    public bool EndsSession => Address is "/sign-out" or "/sign-out/everywhere" or "/welcome/decline" or "/privacy/me/erase" or "/privacy/me/sessions/end";

    public static IEnumerable<AttackedForm> Of(IHtmlDocument page, string url, string who) =>
        from form in page.Forms
        where form.GetAttribute("method") == "post"
        let elements = form.Elements.Where(e => !string.IsNullOrEmpty(e.GetAttribute("name"))).ToList()
        select new AttackedForm(url, who, form.GetAttribute("action") is { Length: > 0 } action ? action : url,
            elements.FirstOrDefault(e => e.GetAttribute("name") == TokenField)?.GetAttribute("value"),
            [.. elements.Where(e => e.GetAttribute("name") != TokenField).GroupBy(e => e.GetAttribute("name")!)
                .Select(same => new AttackedField(same.Key, Value(same),
                    same.Key == HandlerField) { Longest = int.TryParse(same.First().GetAttribute("data-longest"), NumberStyles.None,
                        CultureInfo.InvariantCulture, out var longest) ? longest : null })]);

    /// <summary>The value that a browser would send: of the first button, and of the checked radio button or else the first one.</summary>
    private static string Value(IEnumerable<IElement> same) => same.OrderByDescending(e => e.HasAttribute("checked")).First() switch
    {
        IHtmlSelectElement select => select.Value ?? "",
        IHtmlTextAreaElement area => area.Value,
        var other => other.GetAttribute("value") ?? "",
    };
}
