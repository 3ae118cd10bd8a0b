using System.Data.Common;
using CapX.Data.Content;
using CapX.Data.Notices;
using CapX.Data.Organizations;
using CapX.Data.Permissions;
using Dapper;

namespace CapX.Data.Listings;

/// <summary>An act on a listing, besides editing it.</summary>
public enum ListingAct
{
    /// <summary>The owner says that it no longer applies.</summary>
    Close,

    /// <summary>The owner says that it applies again.</summary>
    Open,

    /// <summary>The owner deletes it.</summary>
    Delete,

    /// <summary>Someone else needs the same. The owner is notified and sees who.</summary>
    Need,

    /// <summary>Someone withdraws their need.</summary>
    NeedNoMore,
}

/// <summary>The result of an act on a listing.</summary>
public enum ListingActResult
{
    Done,
    SignedOut,

    /// <summary>The account is blocked on the wiki.</summary>
    Blocked,

    /// <summary>Moderators limited the account.</summary>
    Limited,

    /// <summary>The listing does not exist, or the actor may not do this.</summary>
    NotFound,

    /// <summary>The listing is not open.</summary>
    NotNow,
    TooOften,
}

/// <summary>Closes, reopens and deletes a listing, and records who needs the same.</summary>
public sealed class ChangeListingCommand(Database database, Vocabulary vocabulary, LiveUpdates news, TimeProvider time)
{
    private const int MostAMinute = 30;

    // Reopening an expired listing clears its last day.
    private const string StateSql =
        "UPDATE listing SET state = @state, open_until = IF(open_until < @today, NULL, open_until), updated_at = @now WHERE id = @id";
    private const string DeleteSql = "DELETE FROM content WHERE id = @id";
    private const string NeedSql = "INSERT IGNORE INTO listing_need (listing_id, person_id, since_at) VALUES (@id, @PersonId, @now)";
    private const string NeedNoMoreSql = "DELETE FROM listing_need WHERE listing_id = @id AND person_id = @PersonId";

    private readonly CallLimit _limit = new(time, MostAMinute, TimeSpan.FromMinutes(1));

    // Keeps anyone from causing repeated notifications by switching a need on and off.
    private readonly ToldLately _told = new(time);

    /// <summary>Idempotent.</summary>
    public async Task<ListingActResult> RunAsync(Actor actor, ulong id, ListingAct act, CancellationToken token = default)
    {
        if (_limit.Take(actor.PersonId) is not null) return ListingActResult.TooOften;
        var (now, asked) = (time.GetUtcNow().UtcDateTime, Asked(act));
        var told = await database.WriteAsync<Told<ListingActResult>>(async transaction =>
        {
            switch (await Permit.RefusalAsync(transaction, actor, asked, now))
            {
                case ActorStanding.Limited: return ListingActResult.Limited;
                case ActorStanding.Blocked: return ListingActResult.Blocked;
                case not null: return ListingActResult.SignedOut;
            }
            var held = await ListingLock.TakeAsync(transaction, id, actor.PersonId);
            switch (held?.Judge(asked, actor))
            {
                case null or Verdict.NotTheirs: return ListingActResult.NotFound;
                case Verdict.NotNow: return ListingActResult.NotNow;
            }
            var connection = transaction.Connection!;
            switch (act)
            {
                case ListingAct.Delete:
                    await connection.ExecuteAsync(DeleteSql, new { id }, transaction);
                    break;
                case ListingAct.Close or ListingAct.Open:
                    await SetAsync(transaction, id, held, act == ListingAct.Open ? ListingState.Open : ListingState.Closed, now);
                    break;
                case ListingAct.NeedNoMore:
                    await connection.ExecuteAsync(NeedNoMoreSql, new { id, actor.PersonId }, transaction);
                    break;
                default:
                    // Across a block in either direction, the listing is not found and no one is notified.
                    if (held.PersonId is { } owner && await PersonBlock.IsBetweenAsync(transaction, owner, actor.PersonId)) return ListingActResult.NotFound;
                    if (await connection.ExecuteAsync(NeedSql, new { id, actor.PersonId, now }, transaction) > 0 && !_told.Has(actor.PersonId, id))
                        return new(ListingActResult.Done, await TellAsync(transaction, id, held, actor.PersonId, now));
                    break;
            }
            return ListingActResult.Done;
        }, token).ConfigureAwait(false);
        if (told.People.Count > 0) _told.Note(actor.PersonId, id);
        return told.Tell(news);
    }

    private static Act Asked(ListingAct act) => act switch
    {
        ListingAct.Close => Act.CloseListing,
        ListingAct.Open => Act.OpenListing,
        ListingAct.Delete => Act.DeleteListing,
        ListingAct.Need => Act.NeedListing,
        _ => Act.NeedListingNoMore,
    };

    private async Task SetAsync(DbTransaction transaction, ulong id, ListingLock held, ListingState state, DateTime now)
    {
        if (held.State == state) return;
        await transaction.Connection!.ExecuteAsync(StateSql, new { id, state = state.ToString().ToLowerInvariant(), today = DateOnly.FromDateTime(now), now },
            transaction);
        await ListingRows.ListAsync(transaction, vocabulary, id);
    }

    private static async Task<List<ulong>> TellAsync(DbTransaction transaction, ulong id, ListingLock held, ulong actor, DateTime now)
    {
        List<ulong> owners = held.PersonId is { } person ? [person] : await OrganizationLock.ManagersAsync(transaction, held.OrganizationId!.Value);
        var told = new List<ulong>();
        foreach (var owner in owners)
        {
            if (await PersonBlock.IsBetweenAsync(transaction, owner, actor)) continue;
            await NewNotice.AddOfContentAsync(transaction, owner, ListingNotice.Need, id, now);
            told.Add(owner);
        }
        return told;
    }
}
