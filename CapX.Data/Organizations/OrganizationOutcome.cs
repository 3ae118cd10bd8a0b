using CapX.Data.Editing;
using CapX.Data.Permissions;

namespace CapX.Data.Organizations;

/// <summary>The result of a save. Only <see cref="OrganizationSaved"/> changed anything.</summary>
public abstract record OrganizationOutcome;

/// <summary>Stored, now or by an earlier submission of the same form. The next save starts from this version. The time is UTC.</summary>
public sealed record OrganizationSaved(string Slug, uint Version, DateTime At) : OrganizationOutcome;

/// <summary>Someone else saved after this form was opened. Holds the stored data.</summary>
public sealed record OrganizationStale(OrganizationFound Current) : OrganizationOutcome;

/// <summary>The session has expired, or the account is blocked on the wiki.</summary>
public sealed record OrganizationRefused(ActorStanding Why) : OrganizationOutcome;

/// <summary>The organization does not exist, or the actor may not edit it.</summary>
public sealed record OrganizationNotFound : OrganizationOutcome;

public sealed record OrganizationInvalid(IReadOnlyList<FormError<OrganizationField>> Errors) : OrganizationOutcome;

public sealed record OrganizationTooOften(TimeSpan Wait) : OrganizationOutcome;

internal static class OrganizationStandingExtensions
{
    /// <summary>Maps a refused actor to the result of a command.</summary>
    public static OrganizationActed Refusal(this ActorStanding standing) =>
        standing == ActorStanding.Blocked ? OrganizationActed.Blocked : OrganizationActed.SignedOut;
}
