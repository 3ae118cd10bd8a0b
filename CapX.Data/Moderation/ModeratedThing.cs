using System.Data.Common;
using CapX.Data.Events;
using CapX.Data.Listings;
using CapX.Data.Organizations;
using Dapper;

namespace CapX.Data.Moderation;

/// <summary>Computes from all decisions in force whether the thing of a case is hidden or removed. Stores the result on the thing's own row and updates the
/// catalogue.</summary>
internal static class ModeratedThing
{
    /// <summary>A case "c" about the same thing as a <see cref="CaseLock"/>.</summary>
    public const string OfCaseSql = """
        (c.thing = @Code AND CASE c.thing WHEN 'person' THEN c.person_id = @PersonId WHEN 'organization' THEN c.organization_id = @OrganizationId
                                          WHEN 'listing' THEN c.listing_id = @ListingId WHEN 'event' THEN c.event_id = @EventId
                                          WHEN 'suggestion' THEN c.suggestion_id = @SuggestionId ELSE c.message_id = @MessageId END)
        """;

    // An erased message leaves a permanent placeholder that says moderators removed it.
    private const string StateSql = $"""
        SELECT CASE WHEN MAX(d.kind <> 'hide' OR d.erased_at IS NOT NULL) THEN 'removed' WHEN MAX(d.kind = 'hide') THEN 'hidden' END
          FROM decision d JOIN moderation_case c ON c.id = d.case_id
         WHERE d.kind IN ('hide', 'remove', 'erase') AND {OfCaseSql} AND IF(d.erased_at IS NULL, d.undone_at IS NULL, c.thing = 'message')
        """;

    private const string PersonSql = "UPDATE person p SET p.moderated = @state WHERE p.id = @PersonId";
    private const string ListingSql = "UPDATE listing SET moderated = @state WHERE id = @ListingId";
    private const string EventSql = "UPDATE event SET moderated = @state WHERE id = @EventId";
    private const string MessageSql = "UPDATE exchange_message SET moderated = @state WHERE id = @MessageId";
    private const string SuggestionSql = "UPDATE capacity_suggestion SET moderated = @state WHERE id = @SuggestionId";

    // An organization that was merged or removed in the meantime keeps that state.
    private const string OrganizationSql = """
        UPDATE organization SET state = CASE @state WHEN 'removed' THEN 'withheld' WHEN 'hidden' THEN 'hidden'
          ELSE IF(confirmed_at IS NULL, 'proposed', 'confirmed') END
         WHERE id = @OrganizationId AND state NOT IN ('merged', 'removed')
        """;

    private const string ListingsSql = "SELECT id FROM listing WHERE organization_id = @OrganizationId ORDER BY id FOR UPDATE";

    /// <summary>Call after a decision about the case was made or undone.</summary>
    public static async Task WriteAsync(DbTransaction transaction, Vocabulary vocabulary, CaseLock it)
    {
        var connection = transaction.Connection!;
        var state = await connection.ExecuteScalarAsync<string?>(StateSql, it, transaction);
        var values = new { state, it.PersonId, it.OrganizationId, it.ListingId, it.EventId, it.MessageId, it.SuggestionId };
        switch (it.Thing)
        {
            case ReportThing.Person:
                await connection.ExecuteAsync(PersonSql, values, transaction);
                break;
            case ReportThing.Listing when it.ListingId is { } listing:
                await connection.ExecuteAsync(ListingSql, values, transaction);
                await ListingRows.ListAsync(transaction, vocabulary, listing);
                break;
            case ReportThing.Event when it.EventId is { } happening:
                await connection.ExecuteAsync(EventSql, values, transaction);
                await EventRows.ListAsync(transaction, vocabulary, happening);
                break;
            case ReportThing.Message:
                await connection.ExecuteAsync(MessageSql, values, transaction);
                break;
            case ReportThing.Suggestion:
                await connection.ExecuteAsync(SuggestionSql, values, transaction);
                break;
            case ReportThing.Organization when it.OrganizationId is { } organization:
                await connection.ExecuteAsync(OrganizationSql, values, transaction);
                await OrganizationRows.ListAsync(transaction, vocabulary, organization);
                foreach (var listing in (await connection.QueryAsync<ulong>(ListingsSql, values, transaction)).AsList())
                    await ListingRows.ListAsync(transaction, vocabulary, listing);
                break;
        }
    }
}
