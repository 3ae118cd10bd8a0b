using System.Data.Common;
using System.Globalization;
using CapX.Data.Events;
using CapX.Data.Exchanges;
using CapX.Data.Listings;
using CapX.Data.Organizations;
using CapX.Data.Permissions;
using CapX.Data.SignIn;

namespace CapX.Data.People;

/// <summary>The forms of which drafts are kept: the profile, a new thing, or a thing that exists. Each name is written in one way only.</summary>
public static class DraftPlace
{
    private const string Profile = ProfileForm.DraftName;
    private const string Listing = "listing";
    private const string Event = "event";
    private const string Organization = "organization";
    private const string Message = "message";

    /// <summary>Which kind of form a draft belongs to, and the number of its thing: null for the profile and for what is new.</summary>
    public static (string Kind, ulong? Id)? Read(string form)
    {
        if (form == Profile) return (Profile, null);
        if (form is SaveListingCommand.NewDraftName) return (Listing, null);
        if (form is SaveEventCommand.NewDraftName) return (Event, null);
        if (form is ProposeOrganizationCommand.DraftName) return (Organization, null);
        var dash = form.IndexOf('-', StringComparison.Ordinal);
        if (dash < 0 || !ulong.TryParse(form[(dash + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var id)) return null;
        return form[..dash] is var kind and (Listing or Event or Organization or Message) && form == string.Create(CultureInfo.InvariantCulture, $"{kind}-{id}") ? (kind, id) : null;
    }

    /// <summary>Whether the actor may save this form as everything stands now; nobody may where there is no such thing.</summary>
    internal static bool MayFill(DbTransaction transaction, Actor actor, string form, DateTime now) => Read(form) switch
    {
        null => false,
        (_, null) => true,
        (Listing, { } id) => ListingLock.Take(transaction, id, actor.PersonId)?.Judge(Act.SaveListing, actor) == Verdict.Allowed,
        (Event, { } id) => EventLock.Take(transaction, id, actor.PersonId, now)?.Judge(Act.SaveEvent, actor) == Verdict.Allowed,
        (Organization, { } id) => OrganizationLock.Take(transaction, id, actor.PersonId, Act.SaveOrganization, now).Judge(Act.SaveOrganization, actor) == Verdict.Allowed,
        (_, { } id) => ExchangeLock.Take(transaction, id, actor.PersonId) is { } held && ExchangeLife.MayWrite(held.State),
    };
}
