using CapX.Data.People;
using CapX.Data.SignIn;
using Dapper;

namespace CapX.Data.Exchanges;

/// <summary>A proposal as its form has it.</summary>
public sealed record Proposal
{
    public const int LongestText = 1000;

    public required ulong RecipientId { get; init; }
    public required ExchangeKind Kind { get; init; }
    public required string Capacity { get; init; }
    public string? Method { get; init; }
    public string Hope { get; init; } = "";
    public string Gives { get; init; } = "";
    public required string Message { get; init; }

    /// <summary>The language of the texts.</summary>
    public string? Language { get; init; }

    /// <summary>Used once: the same form sent again finds what it made.</summary>
    public required Guid FormKey { get; init; }
}

/// <summary>What became of a proposal; whatever is not <see cref="ProposalMade"/> has changed nothing.</summary>
public abstract record ProposeOutcome;

/// <summary>The exchange that was made, now or by the same form before, or that is open between the two about the same.</summary>
public sealed record ProposalMade(ulong Id) : ProposeOutcome;

/// <summary>Not made. Sent again with other words it may be.</summary>
public sealed record ProposalRefused(ProposalRefusal Why) : ProposeOutcome;

public enum ProposalRefusal
{
    SignedOut,

    /// <summary>The proposer's account is blocked on the wiki.</summary>
    Blocked,

    /// <summary>There is no such person, or the proposer may not know.</summary>
    NotFound,

    /// <summary>The recipient takes no requests now. Also said to somebody whom the recipient blocked, who is not to know.</summary>
    NotTaking,

    UnknownCapacity,
    NoMessage,
    BadText,

    /// <summary>As many proposals as one may make in a day.</summary>
    TooMany,

    /// <summary>This recipient declined twice lately.</summary>
    DeclinedTwice,
}

/// <summary>Proposes an exchange to a person.</summary>
public sealed class ProposeCommand(Database database, Vocabulary vocabulary, ExchangeNews news, DeliverySignal signal, TimeProvider time)
{
    public const int MostADay = 20;
    public const int DaysAfterDeclines = 30;

    // One proposal of a person at a time, so that limits and keys hold against two clicks at once.
    private const string LockSql = "SELECT p.id FROM person p WHERE p.id = @PersonId FOR UPDATE";

    private const string SameFormSql = "SELECT id FROM exchange WHERE form_key = @formKey AND proposer_person_id = @PersonId";

    private const string RecipientSql = $"""
        SELECT p.not_taking_until AS {nameof(Recipient.NotTakingUntil)},
               EXISTS (SELECT 1 FROM person_block b WHERE (b.person_id = p.id AND b.blocked_id = @Viewer) OR (b.person_id = @Viewer AND b.blocked_id = p.id)) AS {nameof(Recipient.IsBlocked)},
               (SELECT COUNT(*) FROM exchange e WHERE e.proposer_person_id = @Viewer AND e.proposed_at > @dayAgo) AS {nameof(Recipient.ProposedToday)},
               (SELECT COUNT(*) FROM exchange e WHERE e.proposer_person_id = @Viewer AND e.recipient_person_id = p.id AND e.state = 'declined' AND e.changed_at > @declinedSince) AS {nameof(Recipient.Declined)},
               (SELECT MIN(e.id) FROM exchange e WHERE e.proposer_person_id = @Viewer AND e.recipient_person_id = p.id AND e.state = 'proposed' AND e.kind = @kind AND e.capacity_id = @capacity) AS {nameof(Recipient.Same)}
          FROM person p
         WHERE p.id = @RecipientId AND {PersonVisibility.Sql}
        """;

    private const string InsertSql = """
        INSERT INTO exchange (proposer_person_id, recipient_person_id, kind, capacity_id, method, hope, gives, language, proposed_at, changed_at, form_key)
        VALUES (@PersonId, @RecipientId, @kind, @capacity, @method, NULLIF(@hope, ''), NULLIF(@gives, ''), @language, @now, @now, @formKey);
        SELECT LAST_INSERT_ID();
        """;

    private const string ChangeSql = "INSERT INTO exchange_change (exchange_id, state, author_id, changed_at) VALUES (@id, 'proposed', @PersonId, @now)";

    /// <summary>Throws <see cref="DatabaseAwayException"/>.</summary>
    public async Task<ProposeOutcome> RunAsync(Actor actor, Proposal proposal, CancellationToken token = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        if (proposal.RecipientId == actor.PersonId) return new ProposalRefused(ProposalRefusal.NotFound);
        if (vocabulary.Capacities.Find(proposal.Capacity) is not { } capacity) return new ProposalRefused(ProposalRefusal.UnknownCapacity);
        var (hope, gives) = (WrittenText.Lines(proposal.Hope), WrittenText.Lines(proposal.Gives));
        if (hope is null || gives is null || WrittenText.Length(hope) > Proposal.LongestText || WrittenText.Length(gives) > Proposal.LongestText) return new ProposalRefused(ProposalRefusal.BadText);
        if (string.IsNullOrWhiteSpace(proposal.Message)) return new ProposalRefused(ProposalRefusal.NoMessage);
        if (SendMessageCommand.Clean(proposal.Message) is not { } message) return new ProposalRefused(ProposalRefusal.BadText);

        var isNew = false;
        var outcome = await database.WriteAsync(transaction =>
        {
            isNew = false;
            var connection = transaction.Connection!;
            connection.Execute(LockSql, new { actor.PersonId }, transaction);
            if (StandingQuery.Read(transaction, actor, now) is not ActorStanding.Good and var standing)
                return new ProposalRefused(standing == ActorStanding.Blocked ? ProposalRefusal.Blocked : ProposalRefusal.SignedOut);
            var formKey = proposal.FormKey.ToByteArray();
            if (connection.QuerySingleOrDefault<ulong?>(SameFormSql, new { formKey, actor.PersonId }, transaction) is { } made) return new ProposalMade(made);
            var kind = proposal.Kind.ToString().ToLowerInvariant();
            var recipient = connection.QuerySingleOrDefault<Recipient>(RecipientSql, new
            {
                proposal.RecipientId, Viewer = actor.PersonId, kind, capacity = capacity.Id, dayAgo = now.AddDays(-1), declinedSince = now.AddDays(-DaysAfterDeclines),
            }, transaction);
            if (Refusal(recipient, DateOnly.FromDateTime(now)) is { } refusal) return new ProposalRefused(refusal);
            if (recipient!.Same is { } same) return new ProposalMade(same);

            var language = vocabulary.Languages.Find(proposal.Language)?.Code;
            var method = Methods.Find(proposal.Method) is { } known ? Methods.ToBits([known]) : 0;
            var id = connection.ExecuteScalar<ulong>(InsertSql, new { actor.PersonId, proposal.RecipientId, kind, capacity = capacity.Id, method, hope, gives, language, now, formKey }, transaction);
            connection.Execute(ChangeSql, new { id, actor.PersonId, now }, transaction);
            SendMessageCommand.Write(transaction, id, actor.PersonId, proposal.RecipientId, message, language, proposal.FormKey, now);
            Notices.Add(transaction, proposal.RecipientId, NoticeKind.Proposal, id, now);
            isNew = true;
            return (ProposeOutcome)new ProposalMade(id);
        }, token).ConfigureAwait(false);
        if (isNew && outcome is ProposalMade(var exchange))
        {
            signal.Ring();
            news.Tell(exchange, actor.PersonId, proposal.RecipientId);
        }
        return outcome;
    }

    private static ProposalRefusal? Refusal(Recipient? recipient, DateOnly today) => recipient switch
    {
        null => ProposalRefusal.NotFound,
        { NotTakingUntil: { } until } when until >= today => ProposalRefusal.NotTaking,
        { IsBlocked: true } => ProposalRefusal.NotTaking,
        { ProposedToday: >= MostADay } => ProposalRefusal.TooMany,
        { Declined: >= 2 } => ProposalRefusal.DeclinedTwice,
        _ => null,
    };

    private sealed record Recipient
    {
        public DateOnly? NotTakingUntil { get; init; }
        public bool IsBlocked { get; init; }
        public long ProposedToday { get; init; }
        public long Declined { get; init; }
        public ulong? Same { get; init; }
    }
}
