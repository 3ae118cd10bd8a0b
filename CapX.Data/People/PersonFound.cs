namespace CapX.Data.People;

/// <summary>A person as lists, profile page and API show one: what that person wrote, and when.</summary>
public sealed record PersonFound
{
    /// <summary>The central account id.</summary>
    public required ulong Id { get; init; }
    public required string Username { get; init; }
    public string? DisplayName { get; init; }
    public AboutText? About { get; init; }

    /// <summary>Best known first, level "0" included.</summary>
    public required IReadOnlyList<LanguageLevel> Languages { get; init; }
    public required IReadOnlyList<string> Territories { get; init; }
    public required IReadOnlyList<string> Projects { get; init; }
    public string? HomeWiki { get; init; }

    /// <summary>Capacity codes, those of offers included.</summary>
    public required IReadOnlyList<string> Knows { get; init; }
    public required IReadOnlyList<SharedCapacity> Offers { get; init; }
    public required IReadOnlyList<SharedCapacity> Wants { get; init; }

    /// <summary>Last save, UTC; null only for oneself before the first one.</summary>
    public DateTime? UpdatedAt { get; init; }
    public required DateTime JoinedAt { get; init; }

    /// <summary>Set while the person takes no requests; the day may have passed.</summary>
    public DateOnly? NotTakingUntil { get; init; }

    /// <summary>Whether the viewer has blocked this person. Of the other direction nobody is told.</summary>
    public bool IsBlockedByViewer { get; init; }
}

/// <summary>What a person wrote about themselves, and in which language.</summary>
public sealed record AboutText(string Text, string? Language);
