using Dapper;

namespace CapX.Data.Capacities;

/// <summary>Reads the description of a capacity in the first of the reader's languages that has one.</summary>
public sealed class CapacityQuery(Database database)
{
    private const string Sql = $"""
        SELECT n.language AS {nameof(CapacityDescription.Language)}, n.description AS {nameof(CapacityDescription.Description)},
               n.state AS {nameof(CapacityDescription.State)}, c.wikidata AS {nameof(CapacityDescription.Wikidata)}
          FROM capacity c JOIN capacity_name n ON n.capacity_id = c.id
         WHERE c.id = @Id AND n.language IN @Languages AND n.description <> ''
         ORDER BY FIND_IN_SET(n.language, @Wish), n.language
         LIMIT 1
        """;

    /// <summary>Null when there is no description in any of the languages. One SQL command.</summary>
    public Task<CapacityDescription?> RunAsync(uint id, IReadOnlyList<string> languages, CancellationToken token = default) =>
        database.ReadAsync(connection =>
            connection.QueryFirstOrDefaultAsync<CapacityDescription>(Sql, new { Id = id, Languages = languages, Wish = string.Join(',', languages) }), token);
}

/// <summary>The description of a capacity in one language.</summary>
public sealed record CapacityDescription
{
    public required string Language { get; init; }
    public required string Description { get; init; }

    /// <summary>"source", "drafted" (not reviewed by a speaker) or "reviewed".</summary>
    public required string State { get; init; }

    /// <summary>The Wikidata item, such as "Q11024", when it is certain.</summary>
    public string? Wikidata { get; init; }
}
