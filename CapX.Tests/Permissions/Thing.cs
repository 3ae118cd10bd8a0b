using System.Text.RegularExpressions;
using CapX.Data.Permissions;

namespace CapX.Tests.Permissions;

/// <summary>The kinds of things, each with its own acts and routes.</summary>
internal enum ThingKind
{
    Account,
    Person,
    Organization,
    Listing,
    Event,
    Exchange,
    Suggestion,
    Search,
    Report,
    Case,
    Decision,

    /// <summary>Acts without a thing: lists that need a role, and what everyone logged in can create.</summary>
    Site,
}

/// <summary>A thing of the world in one state.</summary>
internal sealed record Thing(ThingKind Kind, string Name)
{
    public ulong Id { get; init; }

    /// <summary>The key in the URL if that is not the id.</summary>
    public string Key { get; init; } = "";

    /// <summary>A text that only this thing contains. No one may see it who cannot read the thing.</summary>
    public string Mark => $"zq{Kind}{Name}".ToLowerInvariant();

    /// <summary>True if the text contains the whole mark, not only as the start of another mark.</summary>
    public bool IsIn(string text) => text.Contains(Mark, StringComparison.Ordinal) && Regex.IsMatch(text, $@"{Regex.Escape(Mark)}(?![\w-])");

    /// <summary>Its visibility. None if no one can see the thing, because it is removed or never existed.</summary>
    public ThingState Shown { get; init; }

    /// <summary>The stage of its life.</summary>
    public ThingState Life { get; init; } = ThingState.Open;

    /// <summary>The owner whose standing and blocks decide what others see. Null if several people or an organization own the thing.</summary>
    public string? Sole { get; init; }

    /// <summary>The author of its text.</summary>
    public string? Writer { get; init; }

    /// <summary>The relations of people to the thing, by their names in the world.</summary>
    public IReadOnlyDictionary<string, Relation> Relations { get; init; } = new Dictionary<string, Relation>();

    /// <summary>Moderators with a conflict of interest.</summary>
    public IReadOnlySet<string> Conflicted { get; init; } = new HashSet<string>();

    /// <summary>True for a thing that never existed but has a URL. Withheld things must look the same.</summary>
    public bool IsMissing { get; init; }

    /// <summary>The act of reading this kind of thing.</summary>
    public Act? Reading => Kind switch
    {
        ThingKind.Person => Act.ReadPerson,
        ThingKind.Organization => Act.ReadOrganization,
        ThingKind.Listing => Act.ReadListing,
        ThingKind.Event => Act.ReadEvent,
        ThingKind.Exchange => Act.ReadExchange,
        ThingKind.Suggestion => Act.ReadSuggestions,
        ThingKind.Search => Act.ReadSearches,
        ThingKind.Report => Act.ReadReport,
        ThingKind.Case => Act.ReadCase,
        ThingKind.Decision => Act.ReadDecision,
        _ => null,
    };

    public override string ToString() => $"{Kind} {Name}";
}
