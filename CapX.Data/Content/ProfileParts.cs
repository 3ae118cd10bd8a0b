namespace CapX.Data.Content;

/// <summary>Who sees a part of a profile; never more than may see the profile.</summary>
public enum PartVisibility
{
    /// <summary>Whoever sees the profile.</summary>
    Profile,

    /// <summary>Of those, who is signed in.</summary>
    Members,

    /// <summary>Nobody else.</summary>
    Nobody,
}

/// <summary>The parts of a profile that can be shown to fewer than the profile.</summary>
public enum ProfilePart
{
    About,
    Languages,
    Territories,
    Affiliations,

    /// <summary>How many exchanges are documented.</summary>
    Exchanges,
}

/// <summary>Who sees each part of a profile.</summary>
public sealed record ProfileParts
{
    public PartVisibility About { get; init; }
    public PartVisibility Languages { get; init; }
    public PartVisibility Territories { get; init; }
    public PartVisibility Affiliations { get; init; }
    public PartVisibility Exchanges { get; init; }

    public PartVisibility this[ProfilePart part] => part switch
    {
        ProfilePart.About => About,
        ProfilePart.Languages => Languages,
        ProfilePart.Territories => Territories,
        ProfilePart.Affiliations => Affiliations,
        _ => Exchanges,
    };

    public ProfileParts With(ProfilePart part, PartVisibility seen) => part switch
    {
        ProfilePart.About => this with { About = seen },
        ProfilePart.Languages => this with { Languages = seen },
        ProfilePart.Territories => this with { Territories = seen },
        ProfilePart.Affiliations => this with { Affiliations = seen },
        _ => this with { Exchanges = seen },
    };

    /// <summary>What is no value is as the profile.</summary>
    public ProfileParts Checked() =>
        Enum.GetValues<ProfilePart>().Aggregate(this, (parts, part) => Enum.IsDefined(parts[part]) ? parts : parts.With(part, PartVisibility.Profile));

    /// <summary>As the column of the person's row says it.</summary>
    internal string Written(ProfilePart part) => this[part].ToString().ToLowerInvariant();
}
