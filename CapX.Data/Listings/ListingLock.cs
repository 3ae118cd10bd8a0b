using System.Data.Common;
using CapX.Data.Permissions;
using Dapper;

namespace CapX.Data.Listings;

/// <summary>Locks a listing's row until the transaction ends, and reads the actor's relation to it. Every command that changes a listing starts here.</summary>
internal sealed record ListingLock
{
    private const string Sql = $"""
        SELECT l.person_id AS {nameof(PersonId)}, l.organization_id AS {nameof(OrganizationId)}, l.state AS {nameof(StateCode)},
               {ListingVisibility.MineSql} AS {nameof(IsMine)}, {ListingVisibility.Sql} AS {nameof(IsVisible)}
          FROM listing l WHERE l.id = @id AND NOT l.moderated <=> 'removed' FOR UPDATE
        """;

    public ulong? PersonId { get; init; }
    public ulong? OrganizationId { get; init; }
    internal string StateCode { get; init; } = "";
    public ListingState State => Enum.Parse<ListingState>(StateCode, ignoreCase: true);

    /// <summary>True when the actor owns it or manages the organization that does.</summary>
    public bool IsMine { get; init; }

    /// <summary>True when the actor may see it.</summary>
    public bool IsVisible { get; init; }

    /// <summary>Returns whether the actor may perform an act on it. Only someone other than an owner can need it.</summary>
    public Verdict Judge(Act act, Actor actor) =>
        Permit.Judge(act, IsMine ? Relation.Owner : Relation.Reader, State == ListingState.Open ? ThingState.Open : ThingState.Closed, actor.PersonId);

    /// <summary>Null when the listing does not exist or the actor may not see it.</summary>
    public static async Task<ListingLock?> TakeAsync(DbTransaction transaction, ulong id, ulong personId) =>
        await transaction.Connection!.QuerySingleOrDefaultAsync<ListingLock>(Sql, new { id, Viewer = personId }, transaction) is { } held
            && (held.IsMine || held.IsVisible) ? held : null;
}
