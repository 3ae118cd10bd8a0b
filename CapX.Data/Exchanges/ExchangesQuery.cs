using CapX.Data.Listings;
using CapX.Data.Permissions;
using Dapper;

namespace CapX.Data.Exchanges;

/// <summary>An exchange in the list of a person who speaks for one of its sides.</summary>
public sealed record ExchangeListed : ExchangeSides
{
    public ulong Id { get; init; }
    public bool IsProposer => ViewerSide == ExchangeSide.Proposer;
    public ExchangeKind Kind => Enum.Parse<ExchangeKind>(KindCode, ignoreCase: true);
    internal string KindCode { get; init; } = "ask";
    public ExchangeState State => ExchangeLife.State(StateCode);
    internal string StateCode { get; init; } = "proposed";
    public required string Capacity { get; init; }

    /// <summary>The last change of state or message, UTC.</summary>
    public DateTime ChangedAt { get; init; }

    /// <summary>The number of messages from the other side that the viewer has not read.</summary>
    public int Unread { get; init; }

    /// <summary>True when someone on the viewer's side said what came of it.</summary>
    public bool HasOutcome { get; init; }

    /// <summary>True when the viewer's side should act: answer, say what came of it, or read.</summary>
    public bool Waits => Unread > 0 || State == ExchangeState.Proposed && !IsProposer || ExchangeLife.MayDocument(State) && !HasOutcome;
}

/// <summary>Reads the exchanges of a person and of the organizations that they manage: open ones, or finished ones.</summary>
public sealed class ExchangesQuery(Database database)
{
    public const int Most = 200;
    public const int MostWaiting = 5;
    public const int DaysWaitingWhenOver = 30;

    private const string Columns = $"""
        {ExchangeSides.ColumnsSql}, e.id AS {nameof(ExchangeListed.Id)}, e.kind AS {nameof(ExchangeListed.KindCode)},
          e.state AS {nameof(ExchangeListed.StateCode)}, c.code AS {nameof(ExchangeListed.Capacity)},
        l.id AS {nameof(ExchangeListed.AboutId)}, l.title AS {nameof(ExchangeListed.AboutTitle)}, l.language AS {nameof(ExchangeListed.AboutLanguage)},
        GREATEST(e.changed_at, COALESCE((SELECT m.sent_at FROM exchange_message m WHERE m.exchange_id = e.id ORDER BY m.id DESC LIMIT 1),
          e.changed_at)) AS {nameof(ExchangeListed.ChangedAt)},
        (SELECT COUNT(*) FROM exchange_message m WHERE m.exchange_id = e.id AND m.side <> mine.side
            AND m.id > COALESCE((SELECT r.message_id FROM exchange_reading r WHERE r.exchange_id = e.id AND r.person_id = @personId),
              0)) AS {nameof(ExchangeListed.Unread)},
        EXISTS (SELECT 1 FROM exchange_outcome w WHERE w.exchange_id = e.id AND w.side = mine.side) AS {nameof(ExchangeListed.HasOutcome)}
        """;

    // Uses a separate index for each way of being a party, without reading the rows. The newest overall are among the newest of each, so each part can be
    // limited.
    private const string NewestSql = $"""
        SELECT x.id, x.changed_at
          FROM ((SELECT id, changed_at FROM exchange WHERE proposer_person_id = @personId AND state IN @states ORDER BY changed_at DESC, id DESC LIMIT @Most)
                UNION
                (SELECT id, changed_at FROM exchange WHERE recipient_person_id = @personId AND state IN @states ORDER BY changed_at DESC, id DESC LIMIT @Most)
                UNION
                (SELECT g.id, g.changed_at FROM organization_person m JOIN exchange g ON g.proposer_organization_id = m.organization_id
                  WHERE m.person_id = @personId AND {Managing.Sql} AND g.state IN @states ORDER BY g.changed_at DESC, g.id DESC LIMIT @Most)
                UNION
                (SELECT g.id, g.changed_at FROM organization_person m JOIN exchange g ON g.recipient_organization_id = m.organization_id
                  WHERE m.person_id = @personId AND {Managing.Sql} AND g.state IN @states ORDER BY g.changed_at DESC, g.id DESC LIMIT @Most)) x
         ORDER BY x.changed_at DESC, x.id DESC LIMIT @Most
        """;

    private const string FromSql = $"""
        SELECT {Columns}
          FROM (SELECT e.id, {ExchangeSpeakers.SideSql} AS side FROM ({NewestSql}) newest JOIN exchange e ON e.id = newest.id) mine
          JOIN exchange e ON e.id = mine.id
          JOIN capacity c ON c.id = e.capacity_id
          {ExchangeSides.JoinsSql}
          LEFT JOIN listing l ON l.id = e.listing_id AND {ListingVisibility.Sql}
        """;

    private const string Sql = $"""
        {FromSql}
         ORDER BY e.changed_at DESC, e.id DESC
        """;

    // The same condition as ExchangeListed.Waits.
    private const string WaitingSql = $"""
        {FromSql}
         WHERE e.state IN @open OR e.changed_at > @since
        HAVING {nameof(ExchangeListed.Unread)} > 0 OR ({nameof(ExchangeListed.StateCode)} = 'proposed' AND {nameof(ExchangeListed.SideCode)} = 'recipient')
          OR ({nameof(ExchangeListed.StateCode)} IN ('done', 'documented') AND NOT {nameof(ExchangeListed.HasOutcome)})
         ORDER BY e.changed_at DESC, e.id DESC
         LIMIT @MostWaiting
        """;

    private static readonly string[] Open =
        [.. new[] { ExchangeState.Proposed, ExchangeState.Accepted, ExchangeState.UnderWay, ExchangeState.Done }.Select(s => s.Code())];
    private static readonly string[] All = [.. Enum.GetValues<ExchangeState>().Select(s => s.Code())];
    private static readonly string[] Over = [.. All.Except(Open)];

    /// <summary>Returns the latest by their last change, at most <see cref="Most"/>. One SQL command.</summary>
    public Task<IReadOnlyList<ExchangeListed>> RunAsync(ulong personId, bool areOver, CancellationToken token = default) =>
        database.ReadAsync<IReadOnlyList<ExchangeListed>>(async connection =>
        (await connection.QueryAsync<ExchangeListed>(Sql, new { personId, Viewer = personId, states = areOver ? Over : Open, Most })).AsList(), token);

    /// <summary>Returns those of the latest that wait for the person, at most <see cref="MostWaiting"/>. Finished ones count for <see
    /// cref="DaysWaitingWhenOver"/> days only. One SQL command.</summary>
    public Task<IReadOnlyList<ExchangeListed>> WaitingAsync(ulong personId, DateTime now, CancellationToken token = default) =>
        database.ReadAsync<IReadOnlyList<ExchangeListed>>(async connection =>
        (await connection.QueryAsync<ExchangeListed>(WaitingSql,
            new { personId, Viewer = personId, states = All, open = Open, since = now.AddDays(-DaysWaitingWhenOver), Most, MostWaiting })).AsList(), token);
}
