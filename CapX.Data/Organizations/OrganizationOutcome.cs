using CapX.Data.Editing;
using CapX.Data.Permissions;

namespace CapX.Data.Organizations;

/// <summary>What became of a save; whatever is not <see cref="OrganizationSaved"/> has changed nothing.</summary>
public abstract record OrganizationOutcome;

/// <summary>Stored, or found as the same form stored it before; the next save starts from this version. Time in UTC.</summary>
public sealed record OrganizationSaved(string Slug, uint Version, DateTime At) : OrganizationOutcome;

/// <summary>Somebody saved after this form was opened; here is what they saved.</summary>
public sealed record OrganizationStale(OrganizationFound Current) : OrganizationOutcome;

/// <summary>The session is over, or the account is blocked on the wiki.</summary>
public sealed record OrganizationRefused(ActorStanding Why) : OrganizationOutcome;

/// <summary>There is none, or the actor does not speak for it.</summary>
public sealed record OrganizationNotFound : OrganizationOutcome;

public sealed record OrganizationInvalid(IReadOnlyList<FormError<OrganizationField>> Errors) : OrganizationOutcome;

public sealed record OrganizationTooOften(TimeSpan Wait) : OrganizationOutcome;

internal static class OrganizationStandingExtensions
{
    /// <summary>The refusal of somebody who may not act.</summary>
    public static OrganizationActed Refusal(this ActorStanding standing) =>
        standing == ActorStanding.Blocked ? OrganizationActed.Blocked : OrganizationActed.SignedOut;
}
