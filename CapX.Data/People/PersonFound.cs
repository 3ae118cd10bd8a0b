namespace CapX.Data.People;

/// <summary>A person as shown in lists, on the profile page and in the API.</summary>
public sealed record PersonFound
{
    /// <summary>The central account id.</summary>
    public required ulong Id { get; init; }
    public required string Username { get; init; }
    public string? DisplayName { get; init; }
    public AboutText? About { get; init; }

    /// <summary>Best known first, including level "0".</summary>
    public required IReadOnlyList<LanguageLevel> Languages { get; init; }
    public required IReadOnlyList<string> Territories { get; init; }
    public required IReadOnlyList<string> Projects { get; init; }
    public string? HomeWiki { get; init; }

    /// <summary>Capacity codes, including those of offers.</summary>
    public required IReadOnlyList<string> Knows { get; init; }
    public required IReadOnlyList<SharedCapacity> Offers { get; init; }
    public required IReadOnlyList<SharedCapacity> Wants { get; init; }

    /// <summary>Last save, UTC. Null only for the viewer's own profile before the first save.</summary>
    public DateTime? UpdatedAt { get; init; }
    public required DateTime JoinedAt { get; init; }

    /// <summary>The last day on which the person takes no requests. May be in the past.</summary>
    public DateOnly? NotTakingUntil { get; init; }

    /// <summary>True when the viewer blocked this person. The reverse is never revealed.</summary>
    public bool IsBlockedByViewer { get; init; }
}

/// <summary>A person's text about themselves, and its language.</summary>
public sealed record AboutText(string Text, string? Language);
