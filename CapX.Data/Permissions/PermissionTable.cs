using static CapX.Data.Permissions.Relation;
using static CapX.Data.Permissions.ThingState;
using static CapX.Data.Permissions.ActorStanding;

namespace CapX.Data.Permissions;

/// <summary>Who may do what, to what, in which state: what is not written here nobody may. Commands ask it inside their transactions.
/// Reads whose lists must not be filtered afterwards hold their lines as SQL, in the predicate named beside them; <c>PermissionTests</c> compares every
/// predicate and every command with these lines.</summary>
public static class PermissionTable
{
    // Everybody signed in; also somebody whom moderators suspended.
    private const ActorStanding Anyhow = Suspended;

    // Taking back and going is open to who is blocked on the wiki, too.
    private const ActorStanding TakingBack = Blocked;

    // What moderators forbid somebody whom they limited: new proposals and listings.
    private const ActorStanding Posting = Good;

    // Only what lives is shown at all, hidden to its owners: they learn what happened to it.
    private const ThingState ToOwners = Public | Members | Hidden | HeldBack;

    public static IReadOnlyList<PermissionLine> Lines { get; } =
    [
        // One's own account: nobody else reads or changes anything of it.
        new(Act.ReadAccount, Owner, Anyhow),
        new(Act.GiveConsent, Owner, Anyhow),
        new(Act.ChooseLanguage, Owner, Anyhow),
        new(Act.ChooseContact, Owner, Anyhow),
        new(Act.KeepDraft, Owner),
        new(Act.DropDraft, Owner, Anyhow),
        new(Act.EndSession, Owner, Anyhow),
        new(Act.GiveLeave, Owner, Anyhow),
        new(Act.RevokeLeave, Owner, Anyhow),
        new(Act.Block, Owner, Anyhow),
        new(Act.EraseAccount, Owner, Anyhow),

        // A person: PersonVisibility. Each part of the profile besides: the same words, per part.
        new(Act.ReadPerson, Visitor, Anyhow, Public),
        new(Act.ReadPerson, Member, Anyhow, Public | Members),
        new(Act.ReadPerson, Owner, Anyhow, ToOwners),
        new(Act.SaveProfile, Owner),

        // An organization: OrganizationQuery. What moderators hold back is between them and who speaks for it: curators read it, and leave it as it is.
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

        // A listing: ListingVisibility. It is no more public than who posted it.
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

        // An event: EventVisibility. One person's event is no more public than that person.
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

        // An exchange: its two sides and nobody else. Where each act leads to is written in ExchangeLife.
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

        // The tree of capacities is everybody's to read.
        new(Act.Suggest, Member),
        new(Act.TakeSuggestionBack, Owner, Anyhow, Proposed),
        new(Act.ReadSuggestions, Curator, While: Proposed),
        new(Act.AnswerSuggestion, Curator, While: Proposed),
        new(Act.ReadManagedCapacity, Curator),
        new(Act.ChangeCapacity, Curator),

        // Moderation. Anybody reports what they may read, and whom they met, seen or not; nobody handles a case in which they stand in a conflict
        // (CaseConflict).
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

    /// <summary>Whether who stands so may do such a thing at all.</summary>
    public static bool Admits(Act act, ActorStanding standing) => ByAct[act].Any(line => line.Admits(standing));

    /// <summary>What somebody who stands so to a thing in that state may do with it.</summary>
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
