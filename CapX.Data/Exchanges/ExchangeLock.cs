using System.Data.Common;
using CapX.Data.Content;
using CapX.Data.Permissions;
using Dapper;

namespace CapX.Data.Exchanges;

/// <summary>An exchange locked for a change, with what its commands need to know. Concurrent changes wait.</summary>
internal sealed record ExchangeLock
{
    // Only a block between two persons counts. For an organization, another manager can answer.
    private static readonly string Sql = $"""
        SELECT e.id AS {nameof(Id)}, e.state AS {nameof(StateCode)},
               e.proposer_person_id IS NOT NULL OR e.proposer_organization_id IS NOT NULL AS {nameof(HasProposer)}, e.recipient_person_id IS NOT NULL
                 OR e.recipient_organization_id IS NOT NULL AS {nameof(HasRecipient)},
               {PersonBlock.BetweenSql("e.proposer_person_id", "e.recipient_person_id")} AS {nameof(IsBlocked)}
          FROM exchange e WHERE e.id = @id FOR UPDATE
        """;

    private const string ChangeSql = """
        UPDATE exchange SET state = @state, changed_at = @now WHERE id = @Id;
        INSERT INTO exchange_change (exchange_id, state, author_id, word, changed_at) VALUES (@Id, @state, @author, @word, @now);
        """;

    public ulong Id { get; init; }
    public bool IsBlocked { get; init; }
    public ExchangeState State => ExchangeLife.State(StateCode);
    public ExchangeSpeakers Speakers { get; private init; } = null!;

    /// <summary>The side for which the person who took the lock speaks.</summary>
    public ExchangeSide Side { get; private init; }
    public bool HasOther => Side == ExchangeSide.Proposer ? HasRecipient : HasProposer;

    /// <summary>The people on the other side to notify of what that person does. Excludes anyone with a block between them.</summary>
    public IReadOnlyList<ulong> Others => Speakers.Told(Side == ExchangeSide.Proposer ? ExchangeSide.Recipient : ExchangeSide.Proposer);

    internal string StateCode { get; init; } = "proposed";
    internal bool HasProposer { get; init; }
    internal bool HasRecipient { get; init; }

    /// <summary>Null when the exchange does not exist or the person speaks for neither side.</summary>
    public static async Task<ExchangeLock?> TakeAsync(DbTransaction transaction, ulong id, ulong personId)
    {
        if (await transaction.Connection!.QuerySingleOrDefaultAsync<ExchangeLock>(Sql, new { id }, transaction) is not { } held) return null;
        var speakers = await ExchangeSpeakers.ReadAsync(transaction, id, personId);
        var side = speakers.SideOf(personId);
        var relation = side is { } of ? ExchangeLife.Relation(of) : Relation.None;
        return Permit.Judge(Act.ReadExchange, relation, ThingState.Any, personId) == Verdict.Allowed
            ? held with { Speakers = speakers, Side = side!.Value } : null;
    }

    /// <summary>Records a new state with its author and text.</summary>
    public Task ChangeAsync(DbTransaction transaction, ExchangeState state, ulong? author, string? word, DateTime now) =>
        ChangeAsync(transaction, Id, state, author, word, now);

    public static Task ChangeAsync(DbTransaction transaction, ulong Id, ExchangeState state, ulong? author, string? word, DateTime now) =>
        transaction.Connection!.ExecuteAsync(ChangeSql, new { Id, state = state.Code(), author, word, now }, transaction);
}
