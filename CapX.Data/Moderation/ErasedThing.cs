using System.Data.Common;
using CapX.Data.Events;
using CapX.Data.Listings;
using CapX.Data.Organizations;
using Dapper;

namespace CapX.Data.Moderation;

/// <summary>Permanently erases the thing of a case, including its drafts. The decision and its reason stay.</summary>
internal static class ErasedThing
{
    // Earlier decisions about the same thing can no longer be undone either.
    private const string ErasedSql = $"""
        UPDATE decision d JOIN moderation_case c ON c.id = d.case_id SET d.erased_at = @now
         WHERE d.kind IN ('hide', 'remove', 'erase') AND d.undone_at IS NULL AND d.erased_at IS NULL AND {ModeratedThing.OfCaseSql}
        """;

    private const string EvidenceSql = $"""
        DELETE v FROM report_evidence v JOIN report r ON r.id = v.report_id JOIN moderation_case c ON c.id = r.case_id WHERE {ModeratedThing.OfCaseSql}
        """;

    // The organization's listings and events were deleted with it.
    private const string EvidenceOfOwnSql = """
        DELETE v FROM report_evidence v JOIN report r ON r.id = v.report_id JOIN moderation_case c ON c.id = r.case_id
         WHERE c.organization_id = @OrganizationId AND c.thing IN ('listing', 'event') AND c.listing_id IS NULL AND c.event_id IS NULL
        """;

    // Erases everything the person wrote for the public. The account and data that belongs to others stay. A profile that was never saved is visible to no
    // one.
    private const string PersonSql = """
        DELETE FROM person_language WHERE person_id = @PersonId;
        DELETE FROM person_territory WHERE person_id = @PersonId;
        DELETE FROM person_project WHERE person_id = @PersonId;
        DELETE FROM person_capacity WHERE person_id = @PersonId;
        DELETE FROM capacity_moved WHERE person_id = @PersonId;
        DELETE FROM event_learned WHERE person_id = @PersonId AND may_quote;
        DELETE FROM draft WHERE person_id = @PersonId AND form = 'profile';
        DELETE FROM name_skeleton WHERE person_id = @PersonId AND kind = 'display';
        UPDATE person p
           SET p.display_name = NULL, p.display_name_hidden = NULL, p.about = NULL, p.about_language = NULL, p.home_wiki = NULL, p.not_taking_until = NULL,
             p.indexable = FALSE, p.updated_at = NULL, p.version = p.version + 1, p.moderated = NULL
         WHERE p.id = @PersonId;
        """;

    private const string ListingSql = "DELETE FROM draft WHERE form = @draft; DELETE FROM listing WHERE id = @id;";
    private const string EventSql =
        "DELETE FROM draft WHERE form = @draft; UPDATE event_learned SET event_title = NULL WHERE event_id = @id; DELETE FROM event WHERE id = @id;";
    private const string OrganizationSql = "SELECT state FROM organization WHERE id = @id FOR UPDATE";

    private const string SuggestionSql = "DELETE FROM capacity_suggestion WHERE id = @SuggestionId";

    // The other fields of a proposal belong to its first message.
    private const string MessageSql = """
        UPDATE exchange e SET e.hope = NULL, e.gives = NULL WHERE @MessageId = (SELECT MIN(f.id) FROM exchange_message f WHERE f.exchange_id = e.id)
          AND e.id = (SELECT m.exchange_id FROM exchange_message m WHERE m.id = @MessageId);
        UPDATE exchange_message SET text = '', language = NULL WHERE id = @MessageId;
        """;

    /// <summary><paramref name="withEvidence"/> also deletes the frozen evidence. Otherwise the evidence is kept for its normal retention period.</summary>
    public static async Task EraseAsync(DbTransaction transaction, CaseLock held, DateTime now, bool withEvidence)
    {
        var connection = transaction.Connection!;
        var it = new { held.Code, held.PersonId, held.OrganizationId, held.ListingId, held.EventId, held.MessageId, held.SuggestionId, now };
        // Must run first: deleting the thing clears its id in the cases.
        await connection.ExecuteAsync(ErasedSql, it, transaction);
        if (withEvidence) await connection.ExecuteAsync(EvidenceSql, it, transaction);
        switch (held.Thing)
        {
            case ReportThing.Person when held.PersonId is not null:
                await connection.ExecuteAsync(PersonSql, it, transaction);
                break;
            case ReportThing.Listing when held.ListingId is { } id:
                await connection.ExecuteAsync(ListingSql, new { id, draft = SaveListingCommand.DraftName(id) }, transaction);
                break;
            case ReportThing.Event when held.EventId is { } id:
                await connection.ExecuteAsync(EventSql, new { id, draft = SaveEventCommand.DraftName(id) }, transaction);
                break;
            case ReportThing.Message:
                await connection.ExecuteAsync(MessageSql, it, transaction);
                break;
            case ReportThing.Suggestion:
                await connection.ExecuteAsync(SuggestionSql, it, transaction);
                break;
            // A curator may have removed the organization in the meantime.
            case ReportThing.Organization when held.OrganizationId is { } id
                && await connection.ExecuteScalarAsync<string>(OrganizationSql, new { id }, transaction) == "withheld":
                await RemoveOrganizationCommand.RemoveWithheldAsync(transaction, id, now);
                if (withEvidence) await connection.ExecuteAsync(EvidenceOfOwnSql, it, transaction);
                break;
        }
    }
}
