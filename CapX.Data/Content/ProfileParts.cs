namespace CapX.Data.Content;

/// <summary>Visibility of a part of a profile. Never exceeds the profile's own.</summary>
public enum PartVisibility
{
    /// <summary>Everyone who may see the profile.</summary>
    Profile,

    /// <summary>Logged-in users among those.</summary>
    Members,

    /// <summary>Only the owner.</summary>
    Nobody,
}

/// <summary>Parts of a profile with their own visibility.</summary>
public enum ProfilePart
{
    About,
    Languages,
    Territories,
    Affiliations,

    /// <summary>The number of documented exchanges.</summary>
    Exchanges,
}

/// <summary>The visibility of each part of a profile.</summary>
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

    /// <summary>Replaces undefined values with <see cref="PartVisibility.Profile"/>.</summary>
    public ProfileParts Checked() =>
        Enum.GetValues<ProfilePart>().Aggregate(this, (parts, part) => Enum.IsDefined(parts[part]) ? parts : parts.With(part, PartVisibility.Profile));

    /// <summary>The value for the database column.</summary>
    internal string Written(ProfilePart part) => this[part].ToString().ToLowerInvariant();
}
