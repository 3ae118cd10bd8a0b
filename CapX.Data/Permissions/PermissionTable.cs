using static CapX.Data.Permissions.ActorStanding;
using static CapX.Data.Permissions.Relation;
using static CapX.Data.Permissions.ThingState;

namespace CapX.Data.Permissions;

/// <summary>Defines who may do what, to which thing, in which state. Anything not listed is forbidden. Commands check it inside their transactions. Lists must
/// not be filtered after reading, so their lines exist as SQL too, in the predicate named beside them. <c>PermissionTests</c> compares every predicate and
/// command with these lines.</summary>
public static class PermissionTable
{
    // Every logged-in user, including suspended ones.
    private const ActorStanding Anyhow = Suspended;

    // Withdrawing and leaving stay open to users blocked on the wiki.
    private const ActorStanding TakingBack = Blocked;

    // Users limited by moderators cannot make proposals or listings.
    private const ActorStanding Posting = Good;

    // Owners also see what is hidden or held back, so that they learn what happened to it.
    private const ThingState ToOwners = Public | Members | Hidden | HeldBack;

    public static IReadOnlyList<PermissionLine> Lines { get; } =
    [
        // The user's own account. No one else can read or change it.
        new(Act.ReadAccount, Owner, Anyhow),
        new(Act.GiveConsent, Owner, Anyhow),
        new(Act.ChooseLanguage, Owner, Anyhow),
        new(Act.ChooseContact, Owner, Anyhow),
        new(Act.KeepDraft, Owner),
        new(Act.DropDraft, Owner, Anyhow),
        new(Act.EndSession, Owner, Anyhow),
        new(Act.GrantWikiAccess, Owner, Anyhow),
        new(Act.WithdrawWikiAccess, Owner, Anyhow),
        new(Act.Block, Owner, Anyhow),
        new(Act.EraseAccount, Owner, Anyhow),
        new(Act.ReadSearches, Owner, Anyhow),
        new(Act.SaveSearch, Owner),
        new(Act.DeleteSearch, Owner, Anyhow),

        // A person: PersonVisibility. Each part of the profile has a visibility of its own with the same values.
        new(Act.ReadPerson, Visitor, Anyhow, Public),
        new(Act.ReadPerson, Member, Anyhow, Public | Members),
        new(Act.ReadPerson, Owner, Anyhow, ToOwners),
        new(Act.SaveProfile, Owner),

        // An organization: OrganizationQuery. An organization held back by moderators is a matter between them and its managers. Curators can read it but not
        // change it.
        new(Act.ReadOrganization, Visitor | Member, Anyhow, Public),
        new(Act.ReadOrganization, Owner | Curator, Anyhow, ToOwners),
        new(Act.ReadOrganization, Invited, Anyhow, Public | Members | Hidden),
        new(Act.ReadOrganizationHistory, Owner | Curator, Anyhow, ToOwners),
        new(Act.ProposeOrganization, Member),
        new(Act.SaveOrganization, Owner, While: Proposed | Open | HeldBack),
        new(Act.SaveOrganization, Curator, While: Proposed | Open),
        new(Act.InviteManager, Owner | Curator, While: Proposed | Open),
        new(Act.HandOver, Owner, While: Proposed | Open),
        new(Act.WithdrawInvitation, Owner | Curator, While: Proposed | Open | HeldBack),
        new(Act.AcceptManaging, Invited, While: Proposed | Open),
        new(Act.DeclineManaging, Invited, TakingBack),
        new(Act.LeaveManaging, Owner, TakingBack),
        new(Act.SayMember, Reader, While: Open),
        new(Act.TakeMembershipBack, Part, TakingBack),
        new(Act.ConfirmMember, Owner | Curator, While: Proposed | Open),
        new(Act.RemoveMember, Owner | Curator, While: Proposed | Open | HeldBack),
        new(Act.ReadWaitingOrganizations, Curator),
        new(Act.ConfirmOrganization, Curator, While: Proposed, Except: Owner),
        new(Act.MergeOrganization, Curator, While: Proposed | Open),
        new(Act.RemoveOrganization, Curator, While: Proposed | Open),

        // A listing: ListingVisibility. Never more public than its owner.
        new(Act.ReadListing, Visitor, Anyhow, Public),
        new(Act.ReadListing, Member, Anyhow, Public | Members),
        new(Act.ReadListing, Owner, Anyhow, ToOwners),
        new(Act.PostListing, Member, Posting),
        new(Act.SaveListing, Owner, Posting),
        new(Act.OpenListing, Owner, Posting),
        new(Act.CloseListing, Owner, TakingBack),
        new(Act.DeleteListing, Owner, TakingBack),
        new(Act.NeedListing, Reader, Posting, Open),
        new(Act.NeedListingNoMore, Reader, TakingBack),

        // An event: EventVisibility. An event of a single person is never more public than that person.
        new(Act.ReadEvent, Visitor, Anyhow, Public),
        new(Act.ReadEvent, Member, Anyhow, Public | Members),
        new(Act.ReadEvent, Owner, Anyhow, ToOwners),
        new(Act.ReadEvent, Invited, Anyhow, Public | Members | Hidden),
        new(Act.CreateEvent, Member),
        new(Act.SaveEvent, Owner),
        new(Act.CancelEvent, Owner, While: Open | Closed),
        new(Act.DeleteEvent, Owner),
        new(Act.RemoveRegistration, Owner, While: Open | Closed),
        new(Act.LeaveOrganizing, Owner, TakingBack),
        new(Act.AcceptOrganizing, Invited, While: Open | Over | Closed),
        new(Act.DeclineOrganizing, Invited, Anyhow),
        new(Act.Register, Reader, While: Open),
        new(Act.LeaveEvent, Registered, Anyhow),
        new(Act.WriteLearned, Registered, While: Over),
        new(Act.TakeLearnedBack, Registered, Anyhow),

        // An exchange: visible to its two sides only. ExchangeLife defines the state that each act leads to.
        new(Act.ReadExchange, Party, Anyhow),
        new(Act.Propose, Reader, Posting, Open),
        new(Act.AcceptExchange, Recipient, While: Proposed),
        new(Act.DeclineExchange, Recipient, While: Proposed),
        new(Act.WithdrawExchange, Proposer, While: Proposed),
        new(Act.StartExchange, Party, While: Accepted),
        new(Act.FinishExchange, Party, While: Open),
        new(Act.CallExchangeOff, Party, While: Accepted | Open),
        new(Act.SendMessage, Party, While: Proposed | Accepted | Open | Over),
        new(Act.WriteOutcome, Party, While: Over),

        // Everyone can read the capacity tree.
        new(Act.Suggest, Member),
        new(Act.TakeSuggestionBack, Owner, Anyhow, Proposed),
        new(Act.ReadSuggestions, Curator, While: Proposed),
        new(Act.AnswerSuggestion, Curator, While: Proposed),
        new(Act.ReadManagedCapacity, Curator),
        new(Act.ChangeCapacity, Curator),

        // Moderation. Anyone can report what they may read, and people they met, visible or not. No one handles a case in which they have a conflict of
        // interest (CaseConflict).
        new(Act.Report, Visitor | Member, Anyhow),
        new(Act.ReadReport, Reporter, Anyhow),
        new(Act.ReadCase, Moderator),
        new(Act.HandleCase, Moderator),
        new(Act.Decide, Moderator, While: Proposed),
        new(Act.UndoDecision, Moderator),
        new(Act.ReviewAppeal, Moderator, While: Proposed),
        new(Act.ReadDecision, Subject, Anyhow),
        new(Act.Appeal, Subject, Anyhow),
        new(Act.KeepFlagWords, Moderator),
        new(Act.KeepRoles, Steward),
    ];

    private static readonly ILookup<Act, PermissionLine> ByAct = Lines.ToLookup(line => line.Act);

    /// <summary>True when the standing permits the act on at least some thing.</summary>
    public static bool Admits(Act act, ActorStanding standing) => ByAct[act].Any(line => line.Admits(standing));

    /// <summary>Decides the act for a relation to a thing in the given state.</summary>
    public static Verdict Judge(Act act, Relation relation, ThingState state = Any)
    {
        var verdict = Verdict.NotTheirs;
        foreach (var line in ByAct[act])
        {
            if ((line.By & relation) == 0 || (line.Except & relation) != 0) continue;
            if (line.While == Any || (line.While & state) != 0) return Verdict.Allowed;
            verdict = Verdict.NotNow;
        }
        return verdict;
    }
}
