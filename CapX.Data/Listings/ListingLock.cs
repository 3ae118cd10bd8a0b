using System.Data.Common;
using CapX.Data.Permissions;
using Dapper;

namespace CapX.Data.Listings;

/// <summary>Holds a listing's row until the transaction ends, and says what the actor is to it: every command that changes one begins here.</summary>
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

    /// <summary>Whether the actor speaks for it.</summary>
    public bool IsMine { get; init; }

    /// <summary>Whether the actor may know of it.</summary>
    public bool IsVisible { get; init; }

    /// <summary>Whether the actor may do that with it; need something of it only who does not own it.</summary>
    public Verdict Judge(Act act, Actor actor) =>
        Permit.Judge(act, IsMine ? Relation.Owner : Relation.Reader, State == ListingState.Open ? ThingState.Open : ThingState.Closed, actor.PersonId);

    /// <summary>Null where there is none that the actor may know of.</summary>
    public static async Task<ListingLock?> TakeAsync(DbTransaction transaction, ulong id, ulong personId) =>
        await transaction.Connection!.QuerySingleOrDefaultAsync<ListingLock>(Sql, new { id, Viewer = personId }, transaction) is { } held
            && (held.IsMine || held.IsVisible) ? held : null;
}
