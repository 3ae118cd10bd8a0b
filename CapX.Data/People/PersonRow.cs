using CapX.Data.Content;
using static CapX.Data.ViewerSql;

namespace CapX.Data.People;

/// <summary>The columns of the person table as the viewer may see them, and whether the viewer blocked the person.</summary>
internal record PersonRow
{
    public const string ColumnsSql = $"""
        p.id AS {nameof(Id)}, p.username AS {nameof(Username)}, p.display_name AS {nameof(DisplayName)},
          IF({PersonVisibility.AboutSql}, p.about, NULL) AS {nameof(About)}, IF({PersonVisibility.AboutSql}, p.about_language, NULL) AS {nameof(AboutLanguage)},
        {PersonVisibility.LanguagesSql} AS {nameof(ShowsLanguages)}, {PersonVisibility.TerritoriesSql} AS {nameof(ShowsTerritories)},
        p.home_wiki AS {nameof(HomeWiki)}, p.not_taking_until AS {nameof(NotTakingUntil)}, p.updated_at AS {nameof(UpdatedAt)},
          p.joined_at AS {nameof(JoinedAt)},
        p.visibility AS {nameof(Visibility)}, p.indexable AS {nameof(Indexable)}, p.version AS {nameof(Version)}{Members},
        EXISTS (SELECT 1 FROM person_block k WHERE k.person_id = @Viewer AND k.blocked_id = p.id) AS {nameof(IsBlockedByViewer)}{End}
        """;

    public ulong Id { get; init; }
    public required string Username { get; init; }
    public string? DisplayName { get; init; }
    public string? About { get; init; }
    public string? AboutLanguage { get; init; }

    /// <summary>True when the viewer may see the languages.</summary>
    public bool ShowsLanguages { get; init; }

    /// <summary>True when the viewer may see the territories.</summary>
    public bool ShowsTerritories { get; init; }
    public string? HomeWiki { get; init; }
    public DateOnly? NotTakingUntil { get; init; }
    public DateTime? UpdatedAt { get; init; }
    public DateTime JoinedAt { get; init; }
    public required string Visibility { get; init; }
    public bool Indexable { get; init; }
    public uint Version { get; init; }
    public bool IsBlockedByViewer { get; init; }

    public PersonFound With(PersonLists lists) => new()
    {
        Id = Id,
        Username = Username,
        DisplayName = DisplayName,
        About = About is null ? null : new AboutText(About, AboutLanguage),
        Languages = ShowsLanguages ? lists.Languages : [],
        Territories = ShowsTerritories ? lists.Territories : [],
        Projects = lists.Projects,
        HomeWiki = HomeWiki,
        Knows = lists.Knows,
        Offers = lists.Offers,
        Wants = lists.Wants,
        UpdatedAt = UpdatedAt,
        JoinedAt = JoinedAt,
        NotTakingUntil = NotTakingUntil,
        IsBlockedByViewer = IsBlockedByViewer,
    };
}
