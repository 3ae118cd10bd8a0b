using CapX.Data.Content;

namespace CapX.Data.Moderation;

/// <summary>Reasons for a report, after the headings of the Universal Code of Conduct.</summary>
public static class ReportReason
{
    /// <summary>Threats, or someone may be in danger. Handled before all others.</summary>
    public const string Threats = "threats";
    public const string Insults = "insults";
    public const string SexualHarassment = "sexual-harassment";
    public const string Disclosure = "disclosure";
    public const string Hounding = "hounding";
    public const string Trolling = "trolling";
    public const string AbuseOfPower = "abuse-of-power";
    public const string AbuseOfProjects = "abuse-of-projects";
    public const string Other = "other";

    /// <summary>Found by the word list. Not offered in forms.</summary>
    public const string Flagged = "flagged";

    /// <summary>All reasons that a form offers, in display order.</summary>
    public static readonly IReadOnlyList<string> All =
        [Threats, Insults, SexualHarassment, Disclosure, Hounding, Trolling, AbuseOfPower, AbuseOfProjects, Other];
}

/// <summary>Identifies reported content: the code of its kind, and its public key.</summary>
public sealed record ReportAbout(string Kind, string Key)
{
    /// <summary>Null when the kind is unknown or the key is empty or too long.</summary>
    public static ReportAbout? From(string? kind, string? key)
    {
        if (key is null || kind is null || ContentKind.Find(kind.ToLowerInvariant()) is not { } known) return null;
        return WrittenText.OneLine(known.ReadKey(key), ContentKind.LongestKey) is { Length: > 0 } read ? new ReportAbout(known.Code, read) : null;
    }
}
