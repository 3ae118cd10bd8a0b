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

/// <summary>Kinds of things that can be reported.</summary>
public enum ReportThing
{
    /// <summary>A person and the content of their profile.</summary>
    Person,
    Organization,
    Listing,
    Event,

    /// <summary>A message received by the reporter.</summary>
    Message,

    /// <summary>A pending suggestion for the capacity tree. Only curators can read and report it.</summary>
    Suggestion,
}

/// <summary>Identifies a reported thing: a person by user name, an organization by slug, everything else by id.</summary>
public sealed record ReportAbout(ReportThing Thing, string Key)
{
    /// <summary>The kind of thing in the database, forms and URLs.</summary>
    public string Code => Thing.ToString().ToLowerInvariant();

    /// <summary>Null when the kind is unknown or the key is empty or too long.</summary>
    public static ReportAbout? From(string? thing, string? key)
    {
        if (Enum.GetValues<ReportThing>().Where(t => string.Equals(t.ToString(), thing, StringComparison.OrdinalIgnoreCase)).Select(t => (ReportThing?)t)
            .FirstOrDefault() is not { } known || key is null) return null;
        var read = known == ReportThing.Person ? UserName.Name(key) : key.Length > LongestKey ? "" : WrittenNumber.Plain(key);
        return WrittenText.OneLine(read, LongestKey) is { Length: > 0 } name ? new ReportAbout(known, name) : null;
    }

    public const int LongestKey = 255;
}
