namespace CapX.Data.Moderation;

/// <summary>Why something is reported, after the headings of the Universal Code of Conduct.</summary>
public static class ReportReason
{
    /// <summary>Threats, or somebody may be in danger: handled before all others.</summary>
    public const string Threats = "threats";
    public const string Insults = "insults";
    public const string SexualHarassment = "sexual-harassment";
    public const string Disclosure = "disclosure";
    public const string Hounding = "hounding";
    public const string Trolling = "trolling";
    public const string AbuseOfPower = "abuse-of-power";
    public const string AbuseOfProjects = "abuse-of-projects";
    public const string Other = "other";

    /// <summary>Found by a word list; nobody can choose it.</summary>
    public const string Flagged = "flagged";

    /// <summary>All that a form offers, in its order.</summary>
    public static readonly IReadOnlyList<string> All =
        [Threats, Insults, SexualHarassment, Disclosure, Hounding, Trolling, AbuseOfPower, AbuseOfProjects, Other];
}

/// <summary>What can be reported.</summary>
public enum ReportThing
{
    /// <summary>A person, and what their page says.</summary>
    Person,
    Organization,
    Listing,
    Event,

    /// <summary>A message that somebody received.</summary>
    Message,

    /// <summary>A suggestion for the tree of capacities that waits, which curators read.</summary>
    Suggestion,
}

/// <summary>One thing to report: a person by user name, an organization by its address, all else by its number.</summary>
public sealed record ReportAbout(ReportThing Thing, string Key)
{
    /// <summary>The thing in the database, forms and addresses.</summary>
    public string Code => Thing.ToString().ToLowerInvariant();

    /// <summary>Null where the kind is unknown or nothing is named.</summary>
    public static ReportAbout? From(string? thing, string? key)
    {
        if (Enum.GetValues<ReportThing>().Where(t => string.Equals(t.ToString(), thing, StringComparison.OrdinalIgnoreCase)).Select(t => (ReportThing?)t)
            .FirstOrDefault() is not { } known || key is null) return null;
        var read = known == ReportThing.Person ? UserName.Name(key) : key.Length > LongestKey ? "" : WrittenNumber.Plain(key);
        return WrittenText.OneLine(read, LongestKey) is { Length: > 0 } name ? new ReportAbout(known, name) : null;
    }

    public const int LongestKey = 255;
}
