using CapX.Data.Notices;
using CapX.Data.Permissions;
using Dapper;

namespace CapX.Data.Exchanges;

/// <summary>Proposes an exchange to a person, an organization or the owner of a listing, personally or on behalf of an organization.</summary>
public sealed class ProposeCommand(Database database, Vocabulary vocabulary, LiveUpdates news, DeliverySignal signal, TimeProvider time)
{
    public const int MostADay = 20;
    public const int DaysAfterDeclines = 30;

    private const string LockOrganizationsSql = "SELECT id FROM organization WHERE id IN (@ByOrganization, @ToOrganization) ORDER BY id FOR UPDATE";
    private const string LockListingSql = "SELECT id FROM listing WHERE id = @ListingId LOCK IN SHARE MODE";

    private const string SameFormSql = """
        SELECT e.id FROM exchange e WHERE e.form_key = @formKey
         AND EXISTS (SELECT 1 FROM exchange_change h WHERE h.exchange_id = e.id AND h.state = 'proposed' AND h.author_id = @PersonId)
        """;

    private const string InsertSql = """
        INSERT INTO exchange (proposer_person_id, proposer_organization_id, recipient_person_id, recipient_organization_id, listing_id, kind, capacity_id,
               method, hope, gives, language, proposed_at, changed_at, form_key)
        VALUES (@ByPerson, @ByOrganization, @ToPerson, @ToOrganization, @ListingId, @kind, @capacity, @method, NULLIF(@hope, ''), NULLIF(@gives, ''), @language,
          @now, @now, @formKey);
        SELECT LAST_INSERT_ID();
        """;

    private const string ChangeSql = "INSERT INTO exchange_change (exchange_id, state, author_id, changed_at) VALUES (@id, 'proposed', @PersonId, @now)";

    public async Task<ProposeResult> RunAsync(Actor actor, Proposal proposal, CancellationToken token = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        if (vocabulary.Capacities.Find(proposal.Capacity) is not { } named) return new ProposalRefused(ProposalRefusal.UnknownCapacity);
        var (hope, gives) = (WrittenText.Lines(proposal.Hope, Proposal.LongestText), WrittenText.Lines(proposal.Gives, Proposal.LongestText));
        if (hope is null || gives is null) return new ProposalRefused(ProposalRefusal.BadText);
        if (string.IsNullOrWhiteSpace(proposal.Message)) return new ProposalRefused(ProposalRefusal.NoMessage);
        if (SendMessageCommand.Clean(proposal.Message) is not { } message) return new ProposalRefused(ProposalRefusal.BadText);

        var told = await database.WriteAsync<Told<ProposeResult>>(async transaction =>
        {
            var connection = transaction.Connection!;
            await Permit.LockAsync(transaction, actor.PersonId);
            await vocabulary.HoldAsync(transaction);
            // A curator may have merged the capacity into another meanwhile.
            var capacity = vocabulary.Capacities.Find(named.Code) ?? named;
            if (await Permit.RefusalAsync(transaction, actor, Act.Propose, now) is { } standing)
                return new ProposalRefused(standing switch
                {
                    ActorStanding.Blocked => ProposalRefusal.Blocked,
                    ActorStanding.Limited => ProposalRefusal.Limited,
                    _ => ProposalRefusal.SignedOut
                });
            var formKey = proposal.FormKey.ToByteArray();
            if (await connection.QuerySingleOrDefaultAsync<ulong?>(SameFormSql, new { formKey, actor.PersonId }, transaction) is { } made)
                return new ProposalMade(made);
            if (proposal.ListingId is not null) await connection.ExecuteAsync(LockListingSql, proposal, transaction);
            var listing = proposal.ListingId is { } about ? await AskedListing.ReadAsync(connection, about, actor.PersonId, now, transaction) : null;
            var sides = Sides(actor, proposal, listing);
            if (sides.ByOrganization is not null || sides.ToOrganization is not null) await connection.ExecuteAsync(LockOrganizationsSql, sides, transaction);
            if (await sides.RefusalAsync(transaction, now) is { } refusal) return new ProposalRefused(refusal);
            if (listing is { IsOpen: false }) return new ProposalRefused(ProposalRefusal.ListingClosed);
            if (listing is { Capacities: [_, ..] some } && !some.Contains(capacity.Code)) return new ProposalRefused(ProposalRefusal.UnknownCapacity);
            var kind = (listing?.Kind ?? proposal.Kind).ToString().ToLowerInvariant();
            if (await sides.SameAsync(transaction, kind, capacity.Id, proposal.ListingId) is { } same) return new ProposalMade(same);

            var language = vocabulary.Languages.Find(proposal.Language)?.Code;
            var method = Methods.Find(proposal.Method) is { } known ? Methods.ToBits([known]) : 0;
            var id = await connection.ExecuteScalarAsync<ulong>(InsertSql,
                new
                {
                    sides.ByPerson, sides.ByOrganization, sides.ToPerson, sides.ToOrganization, proposal.ListingId, kind, capacity = capacity.Id, method,
                    hope, gives, language, now, formKey
                }, transaction);
            await connection.ExecuteAsync(ChangeSql, new { id, actor.PersonId, now }, transaction);
            var speakers = await ExchangeSpeakers.ReadAsync(transaction, id, actor.PersonId);
            var recipients = speakers.Told(ExchangeSide.Recipient);
            await SendMessageCommand.WriteAsync(transaction, id, actor.PersonId, ExchangeSide.Proposer, recipients, message, language, proposal.FormKey, now);
            foreach (var recipient in recipients) await NewNotice.AddAsync(transaction, recipient, NoticeKind.Proposal, id, now);
            return new(new ProposalMade(id), speakers.Everybody);
        }, token).ConfigureAwait(false);
        // An exchange that was made before tells no one again.
        if (told is not { Result: ProposalMade(var exchange), People.Count: > 0 }) return told.Result;
        signal.Ring();
        return told.Tell(news, exchange);
    }

    /// <summary>Returns the sides. A proposal about a listing goes to its owner, whatever else the form says. It has no recipient when the proposer may not see
    /// the listing.</summary>
    private static ProposalSides Sides(Actor actor, Proposal proposal, AskedListing? listing)
    {
        var (person, organization) = proposal.ListingId is null ? (proposal.RecipientId, proposal.OrganizationId)
            : (listing?.PersonId, listing?.OrganizationId);
        return new ProposalSides
        {
            Viewer = actor.PersonId, ByOrganization = proposal.AsOrganizationId, ToPerson = person,
            ToOrganization = person is null ? organization : null
        };
    }
}
