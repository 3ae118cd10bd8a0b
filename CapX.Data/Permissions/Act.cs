namespace CapX.Data.Permissions;

/// <summary>Acts that a user can ask for: reading or changing something. <see cref="PermissionTable"/> alone defines who may do what.</summary>
public enum Act
{
    // The user's own account
    ReadAccount,
    GiveConsent,
    ChooseLanguage,
    ChooseContact,
    KeepDraft,
    DropDraft,
    EndSession,
    GrantWikiAccess,
    WithdrawWikiAccess,
    Block,
    EraseAccount,

    // A saved search
    ReadSearches,
    SaveSearch,
    DeleteSearch,

    // A person and the profile
    ReadPerson,
    SaveProfile,

    // An organization
    ReadOrganization,
    ReadOrganizationHistory,
    ProposeOrganization,
    SaveOrganization,
    InviteManager,
    HandOver,
    WithdrawInvitation,
    AcceptManaging,
    DeclineManaging,
    LeaveManaging,
    SayMember,
    TakeMembershipBack,
    ConfirmMember,
    RemoveMember,
    ReadWaitingOrganizations,
    ConfirmOrganization,
    MergeOrganization,
    RemoveOrganization,

    // A listing
    ReadListing,
    PostListing,
    SaveListing,
    OpenListing,
    CloseListing,
    DeleteListing,
    NeedListing,
    NeedListingNoMore,

    // An event
    ReadEvent,
    CreateEvent,
    SaveEvent,
    CancelEvent,
    DeleteEvent,
    RemoveRegistration,
    LeaveOrganizing,
    AcceptOrganizing,
    DeclineOrganizing,
    Register,
    LeaveEvent,
    WriteLearned,
    TakeLearnedBack,

    // An exchange
    ReadExchange,
    Propose,
    AcceptExchange,
    DeclineExchange,
    WithdrawExchange,
    StartExchange,
    FinishExchange,
    CallExchangeOff,
    SendMessage,
    WriteOutcome,

    // The tree of capacities
    Suggest,
    TakeSuggestionBack,
    ReadSuggestions,
    AnswerSuggestion,
    ReadManagedCapacity,
    ChangeCapacity,

    // Moderation
    Report,
    ReadReport,
    ReadCase,
    HandleCase,
    Decide,
    UndoDecision,
    ReviewAppeal,
    ReadDecision,
    Appeal,
    KeepFlagWords,
    KeepRoles,
}
