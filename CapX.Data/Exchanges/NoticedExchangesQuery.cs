using Dapper;

namespace CapX.Data.Exchanges;

/// <summary>An exchange as a notice names it.</summary>
public sealed record NoticedExchange : ExchangeSides
{
    public ulong Id { get; init; }

    /// <summary>The current state.</summary>
    public ExchangeState State => ExchangeLife.State(StateCode);
    internal string StateCode { get; init; } = "proposed";
    public required string Capacity { get; init; }
}

/// <summary>Reads the exchanges that a person's notices are about.</summary>
public sealed class NoticedExchangesQuery(Database database)
{
    private const string Sql = $"""
        SELECT {ExchangeSides.ColumnsSql}, e.id AS {nameof(NoticedExchange.Id)}, e.state AS {nameof(NoticedExchange.StateCode)},
               c.code AS {nameof(NoticedExchange.Capacity)}
          FROM (SELECT e.id, {ExchangeSpeakers.SideSql} AS side FROM exchange e WHERE e.id IN @ids) mine
          JOIN exchange e ON e.id = mine.id
          JOIN capacity c ON c.id = e.capacity_id
          {ExchangeSides.JoinsSql}
         WHERE mine.side IS NOT NULL ORDER BY e.id
        """;

    /// <summary>By id, as far as the person speaks for a side. At most one query.</summary>
    public async Task<IReadOnlyDictionary<ulong, NoticedExchange>> RunAsync(IReadOnlyCollection<ulong> ids, ulong personId,
        CancellationToken token = default) =>
        ids.Count == 0 ? new Dictionary<ulong, NoticedExchange>() : await database.ReadAsync(async connection =>
            (await connection.QueryAsync<NoticedExchange>(Sql, new { ids, personId })).ToDictionary(exchange => exchange.Id), token).ConfigureAwait(false);
}
