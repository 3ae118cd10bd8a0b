namespace CapX.Data.Permissions;

/// <summary>What somebody asks of CapX: to read a thing, or to do something. Who may is written in <see cref="PermissionTable"/>, and nowhere else.</summary>
public enum Act
{
    // One's own account
    ReadAccount,
    GiveConsent,
    ChooseLanguage,
    ChooseContact,
    KeepDraft,
    DropDraft,
    EndSession,
    GiveLeave,
    RevokeLeave,
    Block,
    EraseAccount,

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
