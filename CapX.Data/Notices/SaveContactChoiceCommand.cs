using CapX.Data.Permissions;
using Dapper;

namespace CapX.Data.Notices;

/// <summary>Stores a person's contact settings.</summary>
public sealed class SaveContactChoiceCommand(Database database, TimeProvider time)
{
    private const string Sql = """
        INSERT INTO contact_choice (person_id, channel, talk_instead, gathered, shows_count, silent)
         VALUES (@PersonId, @channel, @TalkInstead, @Gathered, @ShowsCount, @silent)
        ON DUPLICATE KEY UPDATE channel = VALUES(channel), talk_instead = VALUES(talk_instead), gathered = VALUES(gathered), shows_count =
          VALUES(shows_count), silent = VALUES(silent)
        """;

    /// <summary>Also allowed for someone blocked on the wiki, because it publishes nothing.</summary>
    public Task<ActorStanding> RunAsync(Actor actor, ContactChoice choice, CancellationToken token = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return database.WriteAsync(async transaction =>
        {
            if (await Permit.RefusalAsync(transaction, actor, Act.ChooseContact, now) is { } refused) return refused;
            await transaction.Connection!.ExecuteAsync(Sql, new
            {
                actor.PersonId,
                channel = choice.Channel.ToString().ToLowerInvariant(),
                choice.TalkInstead,
                choice.Gathered,
                choice.ShowsCount,
                silent = string.Join(',', NoticeKind.All.Where(choice.Silent.Contains)),
            }, transaction);
            return ActorStanding.Good;
        }, token);
    }
}
