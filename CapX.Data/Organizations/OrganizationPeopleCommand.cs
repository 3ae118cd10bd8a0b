using System.Data.Common;
using CapX.Data.Content;
using CapX.Data.Exchanges;
using CapX.Data.Notices;
using CapX.Data.Permissions;
using Dapper;

namespace CapX.Data.Organizations;

/// <summary>Acts that change an organization's managers and members.</summary>
public enum OrganizationAct
{
    /// <summary>A manager or curator invites someone as an additional manager.</summary>
    Invite,

    /// <summary>A manager invites someone as their successor.</summary>
    HandOver,

    /// <summary>The invited person accepts.</summary>
    Accept,

    /// <summary>The invited person declines.</summary>
    Decline,

    /// <summary>A manager withdraws an invitation.</summary>
    Withdraw,

    /// <summary>A manager steps down. Not possible for the last one.</summary>
    Leave,

    /// <summary>Someone claims membership.</summary>
    Say,

    /// <summary>Someone ends their own membership.</summary>
    TakeBack,

    /// <summary>A manager confirms a membership.</summary>
    ConfirmMember,

    /// <summary>A manager rejects or ends a membership.</summary>
    RemoveMember,
}

/// <summary>The result of an act on an organization.</summary>
public enum OrganizationActResult
{
    Done,
    SignedOut,

    /// <summary>The account is blocked on the wiki.</summary>
    Blocked,

    /// <summary>The organization does not exist, or the actor may not do this.</summary>
    NotFound,

    /// <summary>No such person, one hidden from the actor, or one who takes no requests. Also returned when that person blocked the actor, so as not to reveal
    /// the block.</summary>
    NobodyOfThatName,

    /// <summary>The state has changed in the meantime, and the act is no longer possible.</summary>
    NotNow,

    /// <summary>The last manager cannot leave until someone else is a manager.</summary>
    LastManager,

    /// <summary>The maximum number of managers and invitations is reached.</summary>
    TooMany,

    /// <summary>The hourly rate limit is reached.</summary>
    TooOften,

    /// <summary>The reason is missing, too long, or contains characters that cannot be stored.</summary>
    BadText,
}

/// <summary>Changes an organization's managers and members.</summary>
public sealed class OrganizationPeopleCommand(Database database, LiveUpdates news, TimeProvider time)
{
    public const int MostManagers = 20;

    private const int MostAnHour = 30;

    private static readonly string PersonSql = $"""
        SELECT p.id FROM person p
         WHERE {TypedName.BearsSql} AND (p.not_taking_until IS NULL OR p.not_taking_until < @today) AND {PersonVisibility.Sql}
           AND NOT {PersonBlock.BetweenSql("p.id", "@Viewer")}
         {TypedName.BestSql}
        """;

    private const string SpeakingSql = "SELECT COUNT(*) FROM organization_person WHERE organization_id = @id AND standing IN ('manager', 'invited')";
    private const string HandsOverSql = "SELECT hands_over_id FROM organization_person WHERE organization_id = @id AND person_id = @personId";

    private const string PutSql = """
        INSERT INTO organization_person (organization_id, person_id, standing, hands_over_id, since_at) VALUES (@id, @personId, @standing, @handsOver, @now)
        ON DUPLICATE KEY UPDATE standing = VALUES(standing), hands_over_id = VALUES(hands_over_id), since_at = VALUES(since_at)
        """;

    private const string DropSql = "DELETE FROM organization_person WHERE organization_id = @id AND person_id = @personId";

    private readonly CallLimit _limit = new(time, MostAnHour, TimeSpan.FromHours(1));

    // Prevents repeated notices from claiming and leaving membership over and over.
    private readonly ToldLately _told = new(time);

    /// <summary><paramref name="username"/> names the other person, for acts that concern one.</summary>
    public async Task<OrganizationActResult> RunAsync(Actor actor, ulong id, OrganizationAct act, string? username = null, CancellationToken token = default)
    {
        if (act is OrganizationAct.Invite or OrganizationAct.HandOver or OrganizationAct.Say && _limit.Take(actor.PersonId) is not null)
            return OrganizationActResult.TooOften;
        var (now, asked) = (time.GetUtcNow().UtcDateTime, Asked(act));
        var told = await database.WriteAsync<Told<OrganizationActResult>>(async transaction =>
        {
            if (await Permit.RefusalAsync(transaction, actor, asked, now) is { } standing) return standing.Refusal();
            var held = await OrganizationLock.TakeAsync(transaction, id, actor.PersonId, asked, now);
            if (held.Judge(asked, actor) != Verdict.Allowed) return IsTold(act, held.State) ? OrganizationActResult.NotNow : OrganizationActResult.NotFound;
            var step = new Step(transaction, id, actor.PersonId, held, now, []);
            var acted = act switch
            {
                OrganizationAct.Invite or OrganizationAct.HandOver => await InviteAsync(step, username, act == OrganizationAct.HandOver),
                OrganizationAct.Accept => await AcceptAsync(step),
                OrganizationAct.Decline => await DropAsync(step, actor.PersonId, null),
                OrganizationAct.Withdraw => await OnOtherAsync(step, username, OrganizationStanding.Invited, other => DropAsync(step, other, null)),
                OrganizationAct.Leave => await LeaveAsync(step),
                OrganizationAct.Say => await SayAsync(step),
                OrganizationAct.TakeBack => await DropAsync(step, actor.PersonId, null),
                OrganizationAct.ConfirmMember => await OnOtherAsync(step, username, OrganizationStanding.Said, other => ConfirmAsync(step, other)),
                _ => await OnOtherAsync(step, username, null, other => DropAsync(step, other, OrganizationChange.MemberRemoved)),
            };
            return new(acted, acted == OrganizationActResult.Done ? step.Told : []);
        }, token).ConfigureAwait(false);
        if (act == OrganizationAct.Say && told.People.Count > 0) _told.Note(actor.PersonId, id);
        return told.Tell(news);
    }

    private static Act Asked(OrganizationAct act) => act switch
    {
        OrganizationAct.Invite => Act.InviteManager,
        OrganizationAct.HandOver => Act.HandOver,
        OrganizationAct.Accept => Act.AcceptManaging,
        OrganizationAct.Decline => Act.DeclineManaging,
        OrganizationAct.Withdraw => Act.WithdrawInvitation,
        OrganizationAct.Leave => Act.LeaveManaging,
        OrganizationAct.Say => Act.SayMember,
        OrganizationAct.TakeBack => Act.TakeMembershipBack,
        OrganizationAct.ConfirmMember => Act.ConfirmMember,
        _ => Act.RemoveMember,
    };

    /// <summary>True when a refusal may reveal that the organization exists. That applies to acts on the actor's own invitation or membership, and to claiming
    /// membership of a public organization.</summary>
    private static bool IsTold(OrganizationAct act, OrganizationState? state) =>
        act is OrganizationAct.Accept or OrganizationAct.Decline or OrganizationAct.Leave or OrganizationAct.TakeBack
            || act == OrganizationAct.Say && state == OrganizationState.Confirmed;

    private static async Task<OrganizationActResult> InviteAsync(Step step, string? username, bool handsOver)
    {
        if (await FindAsync(step, username) is not { } other) return OrganizationActResult.NobodyOfThatName;
        if (await OrganizationLock.OfAsync(step.Transaction, step.Id, other) is OrganizationStanding.Manager or OrganizationStanding.Invited)
            return OrganizationActResult.NotNow;
        if (await step.Transaction.Connection!.ExecuteScalarAsync<long>(SpeakingSql, new { step.Id }, step.Transaction) >= MostManagers)
            return OrganizationActResult.TooMany;
        await PutAsync(step, other, OrganizationStanding.Invited, handsOver ? step.PersonId : null);
        await OrganizationRows.NoteAsync(step.Transaction, step.Id, step.PersonId, OrganizationChange.Invited, step.Now, subject: other);
        await TellAsync(step, other, OrganizationNotice.Invitation);
        return OrganizationActResult.Done;
    }

    private static async Task<OrganizationActResult> AcceptAsync(Step step)
    {
        var before = await step.Transaction.Connection!.ExecuteScalarAsync<ulong?>(HandsOverSql, new { step.Id, step.PersonId }, step.Transaction);
        await PutAsync(step, step.PersonId, OrganizationStanding.Manager, null);
        await ExchangeSpeakers.JoinAsync(step.Transaction, step.Id, step.PersonId);
        step.Told.Add(step.PersonId);
        await OrganizationRows.NoteAsync(step.Transaction, step.Id, step.PersonId, OrganizationChange.Joined, step.Now);
        if (before is not { } other || await OrganizationLock.OfAsync(step.Transaction, step.Id, other) != OrganizationStanding.Manager)
            return OrganizationActResult.Done;
        // The previous manager stays a member.
        await PutAsync(step, other, OrganizationStanding.Member, null);
        await ExchangeSpeakers.LeaveAsync(step.Transaction, other);
        await OrganizationRows.NoteAsync(step.Transaction, step.Id, other, OrganizationChange.HandedOver, step.Now, subject: step.PersonId);
        await TellAsync(step, other, OrganizationNotice.Change);
        return OrganizationActResult.Done;
    }

    private static async Task<OrganizationActResult> LeaveAsync(Step step)
    {
        if ((await ManagersAsync(step)).Count < 2) return OrganizationActResult.LastManager;
        await DropAsync(step, step.PersonId, OrganizationChange.Left);
        await ExchangeSpeakers.LeaveAsync(step.Transaction, step.PersonId);
        // Closes open pages of the organization's exchanges.
        step.Told.Add(step.PersonId);
        return OrganizationActResult.Done;
    }

    private async Task<OrganizationActResult> SayAsync(Step step)
    {
        if (step.Held.Standing is not null) return OrganizationActResult.NotNow;
        await PutAsync(step, step.PersonId, OrganizationStanding.Said, null);
        if (_told.Has(step.PersonId, step.Id)) return OrganizationActResult.Done;
        foreach (var manager in await ManagersAsync(step)) await TellAsync(step, manager, OrganizationNotice.Member);
        return OrganizationActResult.Done;
    }

    private static async Task<OrganizationActResult> ConfirmAsync(Step step, ulong other)
    {
        await PutAsync(step, other, OrganizationStanding.Member, null);
        await OrganizationRows.NoteAsync(step.Transaction, step.Id, step.PersonId, OrganizationChange.MemberConfirmed, step.Now, subject: other);
        await TellAsync(step, other, OrganizationNotice.Change);
        return OrganizationActResult.Done;
    }

    /// <summary>Applies an act to a person with the given standing. Null accepts any membership, claimed or confirmed.</summary>
    private static async Task<OrganizationActResult> OnOtherAsync(Step step, string? username, OrganizationStanding? standing,
        Func<ulong, Task<OrganizationActResult>> act)
    {
        // Managers know the people of their organization regardless of profile visibility.
        const string sql = $"""
            SELECT p.id AS Item1, m.standing AS Item2 FROM person p JOIN organization_person m ON m.person_id = p.id WHERE m.organization_id = @Id
             AND {TypedName.BearsSql} {TypedName.BestSql}
            """;
        var name = UserName.Typed(username);
        if (await step.Transaction.Connection!.QuerySingleOrDefaultAsync<(ulong Id, string Standing)?>(sql, new { step.Id, name.AsTyped, name.AsRead },
            step.Transaction) is not { } found) return OrganizationActResult.NobodyOfThatName;
        var now = Enum.Parse<OrganizationStanding>(found.Standing, ignoreCase: true);
        return (standing is null ? now is OrganizationStanding.Said or OrganizationStanding.Member : now == standing) ? await act(found.Id)
            : OrganizationActResult.NotNow;
    }

    private static async Task<OrganizationActResult> DropAsync(Step step, ulong personId, string? what)
    {
        await step.Transaction.Connection!.ExecuteAsync(DropSql, new { step.Id, personId }, step.Transaction);
        if (what is not null)
            await OrganizationRows.NoteAsync(step.Transaction, step.Id, step.PersonId, what, step.Now, subject: personId == step.PersonId ? null : personId);
        return OrganizationActResult.Done;
    }

    private static async Task PutAsync(Step step, ulong personId, OrganizationStanding standing, ulong? handsOver) =>
        await step.Transaction.Connection!.ExecuteAsync(PutSql,
            new { step.Id, personId, standing = standing.ToString().ToLowerInvariant(), handsOver, step.Now }, step.Transaction);

    /// <summary>Sends no notice between two people when one has blocked the other.</summary>
    private static async Task TellAsync(Step step, ulong other, string kind)
    {
        if (await PersonBlock.IsBetweenAsync(step.Transaction, other, step.PersonId)) return;
        await NewNotice.AddOfContentAsync(step.Transaction, other, kind, step.Id, step.Now);
        step.Told.Add(other);
    }

    private static Task<List<ulong>> ManagersAsync(Step step) => OrganizationLock.ManagersAsync(step.Transaction, step.Id);

    private static async Task<ulong?> FindAsync(Step step, string? username)
    {
        var name = UserName.Typed(username);
        return await step.Transaction.Connection!.QuerySingleOrDefaultAsync<ulong?>(PersonSql,
            new { name.AsTyped, name.AsRead, Viewer = step.PersonId, today = DateOnly.FromDateTime(step.Now) }, step.Transaction);
    }

    /// <summary>The context of one act inside its transaction. Collects whom to tell after the commit.</summary>
    private sealed record Step(DbTransaction Transaction, ulong Id, ulong PersonId, OrganizationLock Held, DateTime Now, List<ulong> Told);
}
