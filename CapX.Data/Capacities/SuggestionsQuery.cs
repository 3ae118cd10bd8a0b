using CapX.Data.Permissions;
using Dapper;

namespace CapX.Data.Capacities;

/// <summary>A suggestion as its author and curators see it.</summary>
public sealed record SuggestionFound
{
    public ulong Id { get; init; }

    /// <summary>The author's user name.</summary>
    public required string Username { get; init; }
    public SuggestionKind Kind { get; init; }
    public string? Capacity { get; init; }
    public string? Other { get; init; }
    public required string Language { get; init; }
    public required string Name { get; init; }
    public required string Description { get; init; }
    public required string Reason { get; init; }
    public SuggestionState State { get; init; }

    /// <summary>Moderators hid it, so only its author sees it.</summary>
    public bool IsHidden { get; init; }

    /// <summary>UTC.</summary>
    public DateTime MadeAt { get; init; }
    public DateTime? AnsweredAt { get; init; }
    public required string Word { get; init; }

    /// <summary>The code of the capacity that was changed because of it.</summary>
    public string? Made { get; init; }
}

/// <summary>Reads suggestions: a person's own or, for curators, the waiting ones.</summary>
public sealed class SuggestionsQuery(Database database, TimeProvider time)
{
    /// <summary>The most that one page shows.</summary>
    public const int Most = 100;

    private const string ColumnsSql = $"""
        SELECT g.id AS {nameof(SuggestionFound.Id)}, (SELECT p.username FROM person p WHERE p.id = g.person_id) AS {nameof(SuggestionFound.Username)},
               g.kind AS {nameof(SuggestionFound.Kind)},
               c.code AS {nameof(SuggestionFound.Capacity)}, o.code AS {nameof(SuggestionFound.Other)}, g.language AS {nameof(SuggestionFound.Language)},
                 g.name AS {nameof(SuggestionFound.Name)},
               g.description AS {nameof(SuggestionFound.Description)}, g.reason AS {nameof(SuggestionFound.Reason)}, g.state AS {nameof(SuggestionFound.State)},
                 g.moderated IS NOT NULL AS {nameof(SuggestionFound.IsHidden)}, g.made_at AS {nameof(SuggestionFound.MadeAt)},
               g.answered_at AS {nameof(SuggestionFound.AnsweredAt)}, g.word AS {nameof(SuggestionFound.Word)},
               (SELECT m.code FROM capacity_change h JOIN capacity m ON m.id = h.capacity_id WHERE h.id = g.change_id) AS {nameof(SuggestionFound.Made)}
          FROM capacity_suggestion g LEFT JOIN capacity c ON c.id = g.capacity_id LEFT JOIN capacity o ON o.id = g.other_id
        """;

    private const string MineSql = $"{ColumnsSql} WHERE g.person_id = @Viewer AND NOT g.moderated <=> 'removed' ORDER BY g.id DESC LIMIT @Most";
    private const string WaitingSql = $"{ColumnsSql} WHERE g.state = 'waiting' AND g.moderated IS NULL ORDER BY g.made_at, g.id LIMIT @Most";
    private const string OneSql = $"{ColumnsSql} WHERE g.id = @id AND g.state = 'waiting' AND g.moderated IS NULL";

    /// <summary>Returns a person's own suggestions, newest first.</summary>
    public Task<IReadOnlyList<SuggestionFound>> MineAsync(ulong personId, CancellationToken token = default) =>
        database.ReadAsync<IReadOnlyList<SuggestionFound>>(async connection =>
            (await connection.QueryAsync<SuggestionFound>(MineSql, new { Viewer = personId, Most })).AsList(), token);

    /// <summary>Returns waiting suggestions, oldest first. Null when the viewer is not a curator.</summary>
    public Task<IReadOnlyList<SuggestionFound>?> WaitingAsync(Viewer viewer, CancellationToken token = default) =>
        AsCuratorAsync<IReadOnlyList<SuggestionFound>>(viewer,
            async connection => (await connection.QueryAsync<SuggestionFound>(WaitingSql, new { Most })).AsList(), token);

    /// <summary>Returns one waiting suggestion. Null when there is none or the viewer is not a curator.</summary>
    public Task<SuggestionFound?> OneAsync(ulong id, Viewer viewer, CancellationToken token = default) =>
        AsCuratorAsync(viewer, connection => connection.QuerySingleOrDefaultAsync<SuggestionFound>(OneSql, new { id }), token);

    private Task<T?> AsCuratorAsync<T>(Viewer viewer, Func<System.Data.Common.DbConnection, Task<T?>> read, CancellationToken token) where T : class
    {
        var now = time.GetUtcNow().UtcDateTime;
        return database.ReadAsync(async connection =>
            await Permit.HasRoleAsync(connection, viewer.PersonId, Act.ReadSuggestions, now) ? await read(connection) : null, token);
    }
}
