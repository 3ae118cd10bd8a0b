namespace CapX.Data.Verbs;

/// <summary>Generates sample people, clearly named as such. The same seed and number always give the same person.</summary>
internal sealed class SamplePeople(int seed, Vocabulary vocabulary)
{
    /// <summary>The first sample id. Real wiki accounts are far below.</summary>
    public const ulong FirstId = 900_000_000;

    // A fixed date, so that the same seed gives the same rows on any day.
    public static readonly DateTime End = new(2026, 11, 1, 0, 0, 0, DateTimeKind.Utc);
    private const int MinutesOfTwoYears = 2 * 365 * 24 * 60;

    private static readonly string[] Syllables =
        ["ka", "lo", "mi", "ra", "to", "ve", "su", "ni", "pa", "du", "ze", "bo", "ri", "ma", "ta", "gu", "le", "no", "sha", "qui"];
    private static readonly string[] Notes =
        ["Evenings, UTC", "For beginners", "In small groups, online", "Also by phone", "Not before autumn", "With examples from my own wiki"];
    private static readonly string[] Projects =
        ["wikipedia", "commons", "wikidata", "wiktionary", "wikisource", "meta", "wikiquote", "wikivoyage", "wikibooks", "incubator"];

    /// <summary>All capacities, shuffled by the seed. PickSkewed favours early ones, so many people hold those and few the late ones.</summary>
    private readonly CodeEntry[] _capacities = Shuffled(seed, vocabulary.Capacities.Entries);

    private readonly string[] _rareLanguages = [.. vocabulary.Languages.Entries.Select(l => l.Code)];
    private readonly string[] _rareTerritories = [.. vocabulary.Territories.Entries.Where(t => char.IsAsciiLetter(t.Code[0])).Select(t => t.Code)];

    public SamplePerson Make(int number)
    {
        var random = new SampleRandom(seed, number);
        var home = random.PickSkewed(SampleHome.All);
        var name = random.Pick(home.Names);
        var isOfTheMovement = random.Chance(80);
        var joined = End.AddMinutes(-random.Next(MinutesOfTwoYears) - 1);
        var updated = joined.AddMinutes(random.Next((int)(End - joined).TotalMinutes));
        var about = random.Chance(70) ? About(random, home) : null;
        return new SamplePerson
        {
            Id = FirstId + (ulong)number,
            Username = $"Sample {name} {number}",
            DisplayName = random.Chance(45) ? $"{name} {Place(random)}" : null,
            About = about,
            AboutLanguage = about is null ? null : home.Language,
            HomeWiki = isOfTheMovement ? home.Wiki : null,
            NotTakingUntil = random.Chance(3) ? End.AddDays(random.Next(120)).Date : null,
            // Two thirds public, a quarter for members, the rest hidden.
            Visibility = random.Next(12) switch { < 8 => "public", < 11 => "members", _ => "hidden" },
            Indexable = random.Chance(10),
            JoinedAt = joined,
            UpdatedAt = updated,
            Languages = [.. Languages(random, home).DistinctBy(l => l.Code)],
            Territories = [.. Territories(random, home).Distinct()],
            Projects = [.. Enumerable.Range(0, 1 + random.Next(3)).Select(_ => random.PickSkewed(Projects)).Distinct()],
            Capacities = [.. Capacities(random).DistinctBy(c => (c.Role, c.CapacityId))],
        };
    }

    private static CodeEntry[] Shuffled(int seed, IReadOnlyList<CodeEntry> entries)
    {
        var random = new SampleRandom(seed, -1);
        var shuffled = entries.ToArray();
        for (var last = shuffled.Length - 1; last > 0; last--)
        {
            var other = random.Next(last + 1);
            (shuffled[last], shuffled[other]) = (shuffled[other], shuffled[last]);
        }
        return shuffled;
    }

    private IEnumerable<SampleRow> Languages(SampleRandom random, SampleHome home)
    {
        yield return new SampleRow { Code = home.Language, Level = random.Chance(90) ? "N" : "5" };
        foreach (var code in home.AlsoSpoken)
            if (random.Chance(55))
                yield return new SampleRow { Code = code, Level = random.Pick(["0", "1", "2", "2", "3", "3", "4", "5"]) };
        if (random.Chance(6)) yield return new SampleRow { Code = random.Pick(_rareLanguages), Level = random.Pick(["1", "2", "N"]) };
    }

    private IEnumerable<string> Territories(SampleRandom random, SampleHome home)
    {
        if (random.Chance(95)) yield return random.PickSkewed(home.Territories);
        if (random.Chance(8)) yield return random.Pick(_rareTerritories);
    }

    private IEnumerable<SampleRow> Capacities(SampleRandom random)
    {
        SampleRow Row(CapacityRole role) => new() { Role = role, CapacityId = random.PickSkewed(_capacities).Id };
        SampleRow Detailed(SampleRow row) => row with { Methods = SomeMethods(random), Note = random.Chance(12) ? random.Pick(Notes) : null };
        for (var rest = random.Next(6); rest > 0; rest--) yield return Row(CapacityRole.Knows);
        for (var rest = random.Chance(75) ? 1 + random.Next(5) : 0; rest > 0; rest--)
        {
            var offer = Row(CapacityRole.Offers);
            yield return Detailed(offer);
            yield return offer with { Role = CapacityRole.Knows };
        }
        for (var rest = random.Chance(70) ? 1 + random.Next(4) : 0; rest > 0; rest--) yield return Detailed(Row(CapacityRole.Wants));
    }

    private static int SomeMethods(SampleRandom random)
    {
        var methods = 0;
        for (var rest = random.Next(4); rest > 0; rest--) methods |= 1 << random.Next(Methods.All.Count);
        return methods;
    }

    private string About(SampleRandom random, SampleHome home)
    {
        // Most texts are a few sentences, some are long.
        var sentences = random.Chance(5) ? 8 + random.Next(10) : 1 + random.Next(4);
        return string.Join(' ', Enumerable.Range(0, sentences).Select(_ => random.Pick(home.Sentences)
            .Replace("{0}", random.PickSkewed(_capacities).Name([home.Language]), StringComparison.Ordinal)
            .Replace("{1}", Place(random), StringComparison.Ordinal)));
    }

    private static string Place(SampleRandom random)
    {
        var place = string.Concat(Enumerable.Range(0, 2 + random.Next(2)).Select(_ => random.Pick(Syllables)));
        return char.ToUpperInvariant(place[0]) + place[1..];
    }
}

/// <summary>A sample person with all rows to insert.</summary>
internal sealed record SamplePerson
{
    public required ulong Id { get; init; }
    public required string Username { get; init; }
    public string? DisplayName { get; init; }
    public string? About { get; init; }
    public string? AboutLanguage { get; init; }
    public string? HomeWiki { get; init; }
    public DateTime? NotTakingUntil { get; init; }
    public required string Visibility { get; init; }
    public bool Indexable { get; init; }
    public DateTime JoinedAt { get; init; }
    public DateTime UpdatedAt { get; init; }
    public required IReadOnlyList<SampleRow> Languages { get; init; }
    public required IReadOnlyList<string> Territories { get; init; }
    public required IReadOnlyList<string> Projects { get; init; }
    public required IReadOnlyList<SampleRow> Capacities { get; init; }
}

/// <summary>A row of a sample person in one of the list tables.</summary>
internal sealed record SampleRow
{
    public ulong PersonId { get; init; }
    public string Code { get; init; } = "";
    public string Level { get; init; } = "";
    public CapacityRole Role { get; init; }
    public uint CapacityId { get; init; }
    public int Methods { get; init; }
    public string? Note { get; init; }
}
