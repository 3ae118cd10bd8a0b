using CapX.Data.People;

namespace CapX.App.People;

/// <summary>A person in the API. Contains the public fields only.</summary>
public sealed record PersonItem
{
    public required string Username { get; init; }
    public required string? DisplayName { get; init; }
    public required AboutText? About { get; init; }
    public required IReadOnlyList<LanguageLevel> Languages { get; init; }
    public required IReadOnlyList<string> Territories { get; init; }
    public required IReadOnlyList<string> Projects { get; init; }
    public required string? HomeWiki { get; init; }
    public required IReadOnlyList<string> Knows { get; init; }
    public required IReadOnlyList<SharedCapacity> Offers { get; init; }
    public required IReadOnlyList<SharedCapacity> Wants { get; init; }
    public required DateTime? UpdatedAt { get; init; }
    public required DateTime JoinedAt { get; init; }
    public required string Url { get; init; }

    public static PersonItem From(PersonFound person, Uri publicUrl) => new()
    {
        Username = person.Username,
        DisplayName = person.DisplayName,
        About = person.About,
        Languages = person.Languages,
        Territories = person.Territories,
        Projects = person.Projects,
        HomeWiki = person.HomeWiki,
        Knows = person.Knows,
        Offers = person.Offers,
        Wants = person.Wants,
        UpdatedAt = person.UpdatedAt,
        JoinedAt = person.JoinedAt,
        Url = new Uri(publicUrl, PeopleUrls.Person(person.Username)).AbsoluteUri,
    };
}
