using CapX.Data.Permissions;
using Dapper;

namespace CapX.Data.Notices;

/// <summary>How a person wants to be reached, and what of exchanges others may see.</summary>
public sealed record ContactChoice
{
    public DeliveryChannel Channel { get; init; }

    /// <summary>Whether the talk page may serve where the wiki refuses mail.</summary>
    public bool TalkInstead { get; init; }

    /// <summary>Notices of a day together instead of at once.</summary>
    public bool Gathered { get; init; }

    /// <summary>Whether the profile says how many exchanges were documented.</summary>
    public bool ShowsCount { get; init; }

    /// <summary>Kinds of notices that are off.</summary>
    public IReadOnlyList<string> Silent { get; init; } = [];
}

/// <summary>The choice of a person; the default where none was made.</summary>
public sealed class ContactChoiceQuery(Database database)
{
    private const string Sql = $"""
        SELECT channel AS {nameof(Row.Channel)}, talk_instead AS {nameof(Row.TalkInstead)}, gathered AS {nameof(Row.Gathered)},
               shows_count AS {nameof(Row.ShowsCount)}, silent AS {nameof(Row.Silent)}
          FROM contact_choice WHERE person_id = @personId
        """;

    /// <summary>Throws <see cref="DatabaseAwayException"/>.</summary>
    public Task<ContactChoice> RunAsync(ulong personId, CancellationToken token = default) => database.ReadAsync(async connection =>
        await connection.QuerySingleOrDefaultAsync<Row>(Sql, new { personId }) is { } row
            ? new ContactChoice
            {
                Channel = Enum.Parse<DeliveryChannel>(row.Channel, ignoreCase: true),
                TalkInstead = row.TalkInstead,
                Gathered = row.Gathered,
                ShowsCount = row.ShowsCount,
                Silent = row.Silent.Split(',', StringSplitOptions.RemoveEmptyEntries),
            }
            : new ContactChoice(), token);

    private sealed record Row
    {
        public required string Channel { get; init; }
        public bool TalkInstead { get; init; }
        public bool Gathered { get; init; }
        public bool ShowsCount { get; init; }
        public required string Silent { get; init; }
    }
}

/// <summary>Stores how a person wants to be reached.</summary>
public sealed class SaveContactChoiceCommand(Database database, TimeProvider time)
{
    private const string Sql = """
        INSERT INTO contact_choice (person_id, channel, talk_instead, gathered, shows_count, silent)
         VALUES (@PersonId, @channel, @TalkInstead, @Gathered, @ShowsCount, @silent)
        ON DUPLICATE KEY UPDATE channel = VALUES(channel), talk_instead = VALUES(talk_instead), gathered = VALUES(gathered), shows_count =
          VALUES(shows_count), silent = VALUES(silent)
        """;

    /// <summary>Also for somebody blocked on the wiki: it publishes nothing. Throws <see cref="DatabaseAwayException"/>.</summary>
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
