using CapX.Data.Permissions;
using Dapper;

namespace CapX.Data.Notices;

/// <summary>How a person wants to be contacted, and what others may see of their exchanges.</summary>
public sealed record ContactChoice
{
    public DeliveryChannel Channel { get; init; }

    /// <summary>True to fall back to the talk page when the wiki refuses mail.</summary>
    public bool TalkInstead { get; init; }

    /// <summary>True to receive one daily digest instead of single notices.</summary>
    public bool Gathered { get; init; }

    /// <summary>True when the profile shows the number of documented exchanges.</summary>
    public bool ShowsCount { get; init; }

    /// <summary>Kinds of notices that are switched off.</summary>
    public IReadOnlyList<string> Silent { get; init; } = [];
}

/// <summary>Reads a person's contact settings, or the defaults.</summary>
public sealed class ContactChoiceQuery(Database database)
{
    private const string Sql = $"""
        SELECT channel AS {nameof(Row.Channel)}, talk_instead AS {nameof(Row.TalkInstead)}, gathered AS {nameof(Row.Gathered)},
               shows_count AS {nameof(Row.ShowsCount)}, silent AS {nameof(Row.Silent)}
          FROM contact_choice WHERE person_id = @personId
        """;

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
