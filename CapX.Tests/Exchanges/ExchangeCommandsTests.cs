using CapX.Data.Index;
using CapX.Data.SignIn;
using CapX.Tests.Infra;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CapX.Tests.Exchanges;

/// <summary>The number of SQL commands that the pages of exchanges send.</summary>
[Collection(SharedDatabase.Name)]
public sealed class ExchangeCommandsTests(DatabaseFixture data, TestApp app) : IClassFixture<TestApp>, IAsyncLifetime
{
    private const ulong Me = 1001;
    private const int MostCommands = 8;

    // Each exchange is with another person. Half are proposed by "Me", the states take turns, and each has a message and a notification.
    private const string FillSql = """
        INSERT INTO exchange (id, proposer_person_id, recipient_person_id, kind, capacity_id, state, proposed_at, changed_at, form_key)
        SELECT @i, IF(@i % 2, @Me, @other), IF(@i % 2, @other, @Me), 'ask', MIN(id), ELT(1 + @i % 5, 'proposed', 'accepted', 'under-way', 'done', 'documented'),
               @at, @at, UNHEX(MD5(@i)) FROM capacity;
        INSERT INTO exchange_change (exchange_id, state, author_id, changed_at) VALUES (@i, 'proposed', @Me, @at);
        INSERT INTO content (kind) VALUES ('message');
        INSERT INTO exchange_message (id, exchange_id, author_id, side, text, sent_at, form_key)
         VALUES (LAST_INSERT_ID(), @i, @other, IF(@i % 2, 'recipient', 'proposer'), 'Hello', @at, UNHEX(MD5(@i)));
        INSERT INTO notice (person_id, kind, exchange_id, made_at, due_at) VALUES (@Me, 'message', @i, @at, @at);
        """;

    public Task InitializeAsync() => data.EmptyAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [InlineData("/exchanges", 10)]
    [InlineData("/exchanges", 100)]
    [InlineData("/exchanges?over=1", 100)]
    [InlineData("/notifications", 10)]
    [InlineData("/notifications", 100)]
    [InlineData("/matches", 100)]
    [InlineData("/exchanges/propose?to=Person_1&kind=ask", 10)]
    [InlineData("/people/Person_1", 10)]
    [InlineData("/", 0)]
    [InlineData("/", 100)]
    public async Task Asks_the_database_at_most_eight_times_whatever_the_length(string url, int exchanges)
    {
        using var member = await OpenAsync(exchanges);
        await member.TextAsync(url);

        HttpResponseMessage? response = null;
        var commands = await SqlCommands.CountAsync(async () => response = await member.GetAsync(url));

        Assert.True(response!.IsSuccessStatusCode, $"{response.StatusCode} {response.Headers.Location}");
        Assert.InRange(commands, 1, MostCommands);
    }

    private async Task<TestBrowser> OpenAsync(int exchanges)
    {
        await new PersonBuilder { Id = Me, Username = "Sample Member" }.Offers("sparql-queries").Wants("openrefine").Speaks("en").InsertAsync(data.Database);
        for (var i = 1; i <= exchanges; i++)
        {
            var other = await new PersonBuilder { Username = $"Person {i}" }.Offers("openrefine").Wants("sparql-queries").Speaks("en")
                .InsertAsync(data.Database);
            await data.ExecuteAsync(FillSql, new { Me, other, i, at = TestClock.Start.AddDays(-2) });
        }
        await app.Services.GetRequiredService<PeopleIndex>().LoadAsync();
        await data.ExecuteAsync("INSERT INTO consent (person_id, version, given_at) VALUES (@Me, @Version, '2026-03-01')", new { Me, Consent.Version });
        return await app.OpenAsAsync("member");
    }
}
