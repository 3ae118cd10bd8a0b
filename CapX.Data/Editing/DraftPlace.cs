using System.Buffers.Binary;
using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CapX.Data.Events;
using CapX.Data.Exchanges;
using CapX.Data.Listings;
using CapX.Data.Moderation;
using CapX.Data.Organizations;
using CapX.Data.People;
using CapX.Data.Permissions;

namespace CapX.Data.Editing;

/// <summary>Names the forms that have drafts: the profile, a new thing, or an existing thing. Each form has exactly one valid name.</summary>
public static class DraftPlace
{
    private const string Profile = ProfileForm.DraftName;
    private const string Listing = "listing";
    private const string Event = "event";
    private const string Organization = "organization";
    private const string Message = "message";
    private const string Proposal = "proposal";
    private const string Outcome = "outcome";
    private const string Learned = "learned";
    private const string Suggestion = "suggestion";
    private const string Appeal = "appeal";

    /// <summary>Names the draft of a proposal by a hash of its kind and recipient. The name does not reveal the recipient or whether that person
    /// exists.</summary>
    public static string NewProposal(ExchangeKind kind, string to) => Name(Proposal, Number($"{kind}\n{to}"));

    /// <summary>Names the draft of a suggestion by the capacity it is about, or the empty string for none.</summary>
    public static string NewSuggestion(string capacity) => Name(Suggestion, Number(capacity));

    public static string OutcomeOf(ulong exchange) => Name(Outcome, exchange);

    public static string LearnedAt(ulong eventId) => Name(Learned, eventId);

    public static string AppealAgainst(ulong decision) => Name(Appeal, decision);

    /// <summary>Parses a name into the kind of form and the id of its thing. The id is null for the profile and for new things. Null when the name is
    /// invalid.</summary>
    public static (string Kind, ulong? Id)? Read(string form)
    {
        if (form == Profile) return (Profile, null);
        if (form is SaveListingCommand.NewDraftName) return (Listing, null);
        if (form is SaveEventCommand.NewDraftName) return (Event, null);
        if (form is ProposeOrganizationCommand.DraftName) return (Organization, null);
        var dash = form.IndexOf('-', StringComparison.Ordinal);
        if (dash < 0 || !ulong.TryParse(form[(dash + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var id)) return null;
        return form[..dash] is var kind and (Listing or Event or Organization or Message or Proposal or Suggestion or Outcome or Learned or Appeal)
            && form == Name(kind, id) ? (kind, id) : null;
    }

    /// <summary>Returns the act whose permission a draft needs. Drafts of an appeal stay open to users who may do little else.</summary>
    internal static Act Does(string form) => Read(form) is (Appeal, _) ? Act.Appeal : Act.KeepDraft;

    private static ulong Number(string of) => BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(of)));

    private static string Name(string kind, ulong id) => string.Create(CultureInfo.InvariantCulture, $"{kind}-{id}");

    /// <summary>True when the actor may currently save this form. False when its thing does not exist.</summary>
    internal static async Task<bool> MayFillAsync(DbTransaction transaction, Actor actor, string form, DateTime now) => Read(form) switch
    {
        null => false,
        (_, null) or (Proposal or Suggestion, _) => true,
        (Listing, { } id) => (await ListingLock.TakeAsync(transaction, id, actor.PersonId))?.Judge(Act.SaveListing, actor) == Verdict.Allowed,
        (Event, { } id) => (await EventLock.TakeAsync(transaction, id, actor.PersonId, now))?.Judge(Act.SaveEvent, actor) == Verdict.Allowed,
        (Organization, { } id) =>
            (await OrganizationLock.TakeAsync(transaction, id, actor.PersonId, Act.SaveOrganization, now)).Judge(Act.SaveOrganization,
                actor) == Verdict.Allowed,
        (Learned, { } id) =>
            await EventLock.TakeAsync(transaction, id, actor.PersonId, now) is { IsSeen: true } held && held.Judge(Act.WriteLearned, actor) == Verdict.Allowed,
        (Appeal, { } id) => await AppealCommand.MayAppealAsync(transaction, actor, id),
        (Outcome, { } id) => await ExchangeLock.TakeAsync(transaction, id, actor.PersonId) is { } held && ExchangeLife.MayDocument(held.State),
        (_, { } id) => await ExchangeLock.TakeAsync(transaction, id, actor.PersonId) is { } held && ExchangeLife.MayWrite(held.State),
    };
}
