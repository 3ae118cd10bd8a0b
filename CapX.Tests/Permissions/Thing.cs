using System.Text.RegularExpressions;
using CapX.Data.Permissions;

namespace CapX.Tests.Permissions;

/// <summary>What somebody can ask for: each kind has its acts and routes.</summary>
internal enum ThingKind
{
    Account,
    Person,
    Organization,
    Listing,
    Event,
    Exchange,
    Suggestion,
    Report,
    Case,
    Decision,

    /// <summary>What stands alone: lists that only roles read, and what everybody signed in may begin.</summary>
    Site,
}

/// <summary>One thing of the world, in one state.</summary>
internal sealed record Thing(ThingKind Kind, string Name)
{
    public ulong Id { get; init; }

    /// <summary>As its address names it, where that is not the number.</summary>
    public string Key { get; init; } = "";

    /// <summary>Stands in its text, and nowhere else: whoever may not read the thing must never meet it.</summary>
    public string Mark => $"zq{Kind}{Name}".ToLowerInvariant();

    /// <summary>Whether its mark stands in a text by itself, and not as the beginning of another.</summary>
    public bool IsIn(string text) => text.Contains(Mark, StringComparison.Ordinal) && Regex.IsMatch(text, $@"{Regex.Escape(Mark)}(?![\w-])");

    /// <summary>To whom it is shown; none where nobody sees it, as it is removed or never was.</summary>
    public ThingState Shown { get; init; }

    /// <summary>Where it stands in its life.</summary>
    public ThingState Life { get; init; } = ThingState.Open;

    /// <summary>Whose standing and blocks decide what others see of it; null where several or an organization own it.</summary>
    public string? Sole { get; init; }

    /// <summary>Who wrote its text.</summary>
    public string? Writer { get; init; }

    /// <summary>What people are to it, by their names in the world.</summary>
    public IReadOnlyDictionary<string, Relation> Relations { get; init; } = new Dictionary<string, Relation>();

    /// <summary>Moderators who may not handle it.</summary>
    public IReadOnlySet<string> Conflicted { get; init; } = new HashSet<string>();

    /// <summary>Never was, and has an address all the same: what is withheld must look like this.</summary>
    public bool IsMissing { get; init; }

    /// <summary>The act of reading it.</summary>
    public Act? Reading => Kind switch
    {
        ThingKind.Person => Act.ReadPerson,
        ThingKind.Organization => Act.ReadOrganization,
        ThingKind.Listing => Act.ReadListing,
        ThingKind.Event => Act.ReadEvent,
        ThingKind.Exchange => Act.ReadExchange,
        ThingKind.Suggestion => Act.ReadSuggestions,
        ThingKind.Report => Act.ReadReport,
        ThingKind.Case => Act.ReadCase,
        ThingKind.Decision => Act.ReadDecision,
        _ => null,
    };

    public override string ToString() => $"{Kind} {Name}";
}
