using Dapper;

namespace CapX.Data.SavedSearches;

/// <summary>A search that a person keeps.</summary>
public sealed record SavedSearch
{
    public ulong Id { get; init; }

    /// <summary>The kind of content that the list shows, such as "listing".</summary>
    public required string Kind { get; init; }

    /// <summary>The query string of the list, without "?". Empty for the whole list.</summary>
    public required string Query { get; init; }

    /// <summary>The person's own name for it.</summary>
    public required string Name { get; init; }

    /// <summary>UTC. When it was first saved.</summary>
    public DateTime SavedAt { get; init; }
}

/// <summary>Reads a person's own saved searches. Only that person may call it.</summary>
public sealed class SavedSearchesQuery(Database database)
{
    internal const string Sql = $"""
        SELECT s.id AS {nameof(SavedSearch.Id)}, s.kind AS {nameof(SavedSearch.Kind)}, s.query AS {nameof(SavedSearch.Query)},
               s.name AS {nameof(SavedSearch.Name)}, s.saved_at AS {nameof(SavedSearch.SavedAt)}
          FROM saved_search s WHERE s.person_id = @personId ORDER BY s.name, s.id
        """;

    /// <summary>All of them, at most <see cref="SaveSearchCommand.Most"/>, by name. One query.</summary>
    public Task<IReadOnlyList<SavedSearch>> RunAsync(ulong personId, CancellationToken token = default) =>
        database.ReadAsync<IReadOnlyList<SavedSearch>>(async connection => (await connection.QueryAsync<SavedSearch>(Sql, new { personId })).AsList(), token);
}
