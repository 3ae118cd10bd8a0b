using CapX.Data.Editing;
using CapX.Data.Permissions;

namespace CapX.Data.Organizations;

public sealed record OrganizationSaved(string Slug, uint Version, DateTime At) : FormSaved(Version, At);

internal static class OrganizationStandingExtensions
{
    /// <summary>Maps a refused actor to the result of a command.</summary>
    public static OrganizationActResult Refusal(this ActorStanding standing) =>
        standing == ActorStanding.Blocked ? OrganizationActResult.Blocked : OrganizationActResult.SignedOut;
}
