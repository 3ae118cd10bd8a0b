using Dapper;

namespace CapX.Data.People;

/// <summary>One person by user name, as far as the viewer may see that person.</summary>
public sealed class FindPersonQuery(Database database)
{
    // Each side by its own index: asked for both at once, the database reads every exchange there is.
    private const string DocumentedSql = """
        (SELECT COUNT(*) FROM exchange e WHERE e.proposer_person_id = p.id AND e.state = 'documented' AND EXISTS (SELECT 1 FROM exchange_outcome o WHERE o.exchange_id = e.id AND o.happened))
        + (SELECT COUNT(*) FROM exchange e WHERE e.recipient_person_id = p.id AND e.state = 'documented' AND EXISTS (SELECT 1 FROM exchange_outcome o WHERE o.exchange_id = e.id AND o.happened))
        """;

    // The newest sign-in owns an address: a row that lost its name has none until its owner returns.
    private const string Sql = $"""
        SELECT {PersonRow.ColumnsSql},
               p.moderated IS NOT NULL AS {nameof(Row.IsHidden)},
               CASE WHEN EXISTS (SELECT 1 FROM contact_choice k WHERE k.person_id = p.id AND k.shows_count) AND {PersonVisibility.ExchangesSql} THEN {DocumentedSql} END AS {nameof(Row.Documented)}
          FROM person p
         WHERE {TypedName.BearsSql} AND {PersonVisibility.Sql}
         {TypedName.BestSql}
        """;

    /// <summary>The person, or null where there is none or the viewer may not know. The name is read as the wiki reads it; case matters but for the first letter. Two commands.</summary>
    public Task<ProfileFound?> RunAsync(string username, Viewer viewer, CancellationToken token = default) => database.ReadAsync(connection =>
    {
        var name = UserName.Typed(username);
        var row = connection.QueryFirstOrDefault<Row>(Sql, new { name.AsTyped, name.AsRead, Viewer = viewer.PersonId });
        return row is null || !PersonLists.Read(connection, [row.Id], viewer).TryGetValue(row.Id, out var lists) ? null : new ProfileFound
        {
            Person = row.With(lists),
            Visibility = row.Visibility,
            IsIndexable = row.Indexable,
            Version = row.Version,
            Documented = (int?)row.Documented,
            IsHidden = row.IsHidden,
        };
    }, token);

    private sealed record Row : PersonRow
    {
        public long? Documented { get; init; }
        public bool IsHidden { get; init; }
    }
}

/// <summary>A person on a page of its own.</summary>
public sealed record ProfileFound
{
    public required PersonFound Person { get; init; }

    /// <summary>"public", "members" or "hidden"; others than the owner never meet "hidden".</summary>
    public required string Visibility { get; init; }

    /// <summary>Whether the owner lets search engines list the page.</summary>
    public bool IsIndexable { get; init; }

    /// <summary>The number of saves: an edit starts from it.</summary>
    public uint Version { get; init; }

    /// <summary>In how many exchanges that took place somebody said what came of it; null where the owner does not want it said to the viewer.</summary>
    public int? Documented { get; init; }

    /// <summary>Moderators hid or removed it; only its owner meets it.</summary>
    public bool IsHidden { get; init; }
}
