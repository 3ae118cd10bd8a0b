using System.Data.Common;
using Dapper;

namespace CapX.Data.Exchanges;

/// <summary>An exchange held for a change, as its commands need to know it: whoever changes it at the same time waits.</summary>
internal sealed record ExchangeLock
{
    private const string Sql = $"""
        SELECT e.id AS {nameof(Id)}, e.state AS {nameof(StateCode)}, e.proposer_person_id AS {nameof(ProposerId)}, e.recipient_person_id AS {nameof(RecipientId)},
               EXISTS (SELECT 1 FROM person_block b WHERE (b.person_id = e.proposer_person_id AND b.blocked_id = e.recipient_person_id)
                                                       OR (b.person_id = e.recipient_person_id AND b.blocked_id = e.proposer_person_id)) AS {nameof(IsBlocked)}
          FROM exchange e WHERE e.id = @id FOR UPDATE
        """;

    private const string ChangeSql = """
        UPDATE exchange SET state = @state, changed_at = @now WHERE id = @Id;
        INSERT INTO exchange_change (exchange_id, state, author_id, word, changed_at) VALUES (@Id, @state, @author, @word, @now);
        """;

    public ulong Id { get; init; }
    public ulong? ProposerId { get; init; }
    public ulong? RecipientId { get; init; }
    public bool IsBlocked { get; init; }
    public ExchangeState State => ExchangeLife.State(StateCode);
    internal string StateCode { get; init; } = "proposed";

    /// <summary>The exchange, or null where there is none or the person is no party of it.</summary>
    public static ExchangeLock? Take(DbTransaction transaction, ulong id, ulong personId) =>
        transaction.Connection!.QuerySingleOrDefault<ExchangeLock>(Sql, new { id }, transaction) is { } held && (held.ProposerId == personId || held.RecipientId == personId) ? held : null;

    public ExchangeSide SideOf(ulong personId) => personId == ProposerId ? ExchangeSide.Proposer : ExchangeSide.Recipient;

    public ulong? OtherThan(ulong personId) => personId == ProposerId ? RecipientId : ProposerId;

    /// <summary>Enters a new state, with its author and word.</summary>
    public void Change(DbTransaction transaction, ExchangeState state, ulong? author, string? word, DateTime now) =>
        transaction.Connection!.Execute(ChangeSql, new { Id, state = state.Code(), author, word, now }, transaction);
}
