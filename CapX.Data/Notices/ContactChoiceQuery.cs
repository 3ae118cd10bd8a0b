using Dapper;

namespace CapX.Data.Notices;

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
