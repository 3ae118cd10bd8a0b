using CapX.Data.Editing;
using CapX.Data.Permissions;

namespace CapX.Data.Organizations;

/// <summary>The result of a save. Only <see cref="OrganizationSaved"/> changed anything.</summary>
public abstract record SaveOrganizationResult;

/// <summary>Stored, now or by an earlier submission of the same form. The next save starts from this version. The time is UTC.</summary>
public sealed record OrganizationSaved(string Slug, uint Version, DateTime At) : SaveOrganizationResult;

/// <summary>Someone else saved after this form was opened. Holds the stored data.</summary>
public sealed record OrganizationStale(OrganizationFound Current) : SaveOrganizationResult;

/// <summary>The session has expired, or the account is blocked on the wiki.</summary>
public sealed record OrganizationRefused(ActorStanding Why) : SaveOrganizationResult;

/// <summary>The organization does not exist, or the actor may not edit it.</summary>
public sealed record OrganizationNotFound : SaveOrganizationResult;

public sealed record OrganizationInvalid(IReadOnlyList<FormError<OrganizationField>> Errors) : SaveOrganizationResult;

public sealed record OrganizationTooOften(TimeSpan Wait) : SaveOrganizationResult;

internal static class OrganizationStandingExtensions
{
    /// <summary>Maps a refused actor to the result of a command.</summary>
    public static OrganizationActResult Refusal(this ActorStanding standing) =>
        standing == ActorStanding.Blocked ? OrganizationActResult.Blocked : OrganizationActResult.SignedOut;
}
