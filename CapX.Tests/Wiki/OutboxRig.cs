using System.Globalization;
using CapX.App;
using CapX.App.I18n;
using CapX.App.Wiki;
using CapX.Data;
using CapX.Data.Exchanges;
using CapX.Data.Notices;
using CapX.Data.Permissions;
using CapX.Data.Wiki;
using CapX.Tests.Infra;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace CapX.Tests.Wiki;

/// <summary>An outbox over the test database and a wiki in memory, with any number of workers.</summary>
public sealed class OutboxRig(DatabaseFixture fixture, IDataProtectionProvider? keys = null) : IDisposable
{
    private const string ExchangeSql = """
        INSERT INTO exchange (proposer_person_id, recipient_person_id, kind, capacity_id, proposed_at, changed_at, form_key)
        SELECT @sender, @recipient, 'ask', id, @Now, @Now, RANDOM_BYTES(16) FROM capacity WHERE code = 'technology'
        """;

    private const string MessageSql = """
        INSERT INTO content (kind) VALUES ('message');
        INSERT INTO exchange_message (id, exchange_id, author_id, side, text, sent_at, form_key)
         VALUES (LAST_INSERT_ID(), @exchange, @sender, 'proposer', @text, @Now, RANDOM_BYTES(16))
        """;
    private const string ChoiceSql =
        "REPLACE INTO contact_choice (person_id, channel, talk_instead, gathered) VALUES (@person, @channel, @talkInstead, @gathered)";

    private readonly IDataProtectionProvider _keys = keys ?? new EphemeralDataProtectionProvider();

    public TestClock Clock { get; } = new();

    public SendingWiki Wiki { get; } = new();

    /// <summary>The log of the calls to the wiki.</summary>
    public LogLines Log { get; } = new();

    public Settings Settings { get; init; } = new()
    {
        Database = "", Secrets = DatabaseFixture.Secrets, PublicUrl = new("https://capx.example.org"), WikiBaseUrl = new("https://wiki.example.org/w"),
        ClientId = "id", ClientSecret = "secret",
        SendingClientId = "sending", SendingClientSecret = "sending-secret", EmergencyContact = "emergency@example.org", Contact = "capx@example.org",
        SourceUrl = new("https://example.org"),
    };

    /// <summary>A new worker, as if in another process.</summary>
    public OutboxWorker Worker(Database? over = null)
    {
        var database = over ?? fixture.Database;
        var site = new SiteAddress(Settings, null!);
        var clients = new Clients(Wiki);
        var logs = LoggerFactory.Create(logging => logging.AddProvider(Log));
        var api = new PersonApi(clients, site, Tokens(database), Settings, logs.CreateLogger<PersonApi>());
        var sender = new WikiSender(api, new ActionApi(clients, site), new BeginDeliveryCommand(database, Clock),
            new DeliveryText(MessageCatalog.Instance, fixture.Vocabulary, site), logs.CreateLogger<WikiSender>());
        return new OutboxWorker(new TakeDeliveryCommand(database, Clock), new EndDeliveryCommand(database, Clock),
            new RecoverDeliveriesCommand(database, Clock), sender, new DeliverySignal(), new LiveUpdates(), Settings, null!,
            NullLogger<OutboxWorker>.Instance);
    }

    public WikiTokens Tokens(Database? over = null) =>
        new(new WikiTokenQuery(over ?? fixture.Database), new RenewTokenCommand(over ?? fixture.Database), _keys, new Clients(Wiki),
            new ActionApi(new Clients(Wiki), new SiteAddress(Settings, null!)), new SiteAddress(Settings, null!), Settings, Clock,
            LoggerFactory.Create(logging => logging.AddProvider(Log)).CreateLogger<WikiTokens>());

    public Task DeliverAsync() => Worker().DeliverAsync(CancellationToken.None);

    /// <summary>Two people whom the wiki knows. The first has given permission, and the second uses the channel.</summary>
    public async Task<(ulong Sender, ulong Recipient)> PairAsync(string channel = "mail", bool talkInstead = false, bool gathered = false,
        string? language = null, string? name = null)
    {
        var sender = await PersonAsync(name);
        await LeaveAsync(sender);
        return (sender, await RecipientAsync(channel, talkInstead, gathered, language));
    }

    public async Task<ulong> RecipientAsync(string channel = "mail", bool talkInstead = false, bool gathered = false, string? language = null)
    {
        var recipient = await PersonAsync(language: language);
        await ChooseAsync(recipient, channel, talkInstead, gathered);
        return recipient;
    }

    public async Task<ulong> PersonAsync(string? name = null, string? language = null)
    {
        var id = await new PersonBuilder { InterfaceLanguage = language, Username = name }.InsertAsync(fixture.Database);
        Wiki.Names[Text(id)] = name ?? $"Person {id}";
        return id;
    }

    public Task<int> ChooseAsync(ulong person, string channel, bool talkInstead = false, bool gathered = false) =>
        fixture.ExecuteAsync(ChoiceSql, new { person, channel, talkInstead, gathered });

    /// <summary>Stores a permission as the callback does. Its access token lasts for these hours.</summary>
    public async Task LeaveAsync(ulong person, double hours = 4)
    {
        var (access, refresh) = Wiki.Issue(Text(person));
        var lasts = (hours * 3600).ToString(CultureInfo.InvariantCulture);
        var answer = $$"""{"access_token":"{{access}}","refresh_token":"{{refresh}}","expires_in":{{lasts}}}""";
        var given = Tokens().Read(System.Text.Json.JsonDocument.Parse(answer).RootElement)!.Value.Token;
        await new GrantWikiAccessCommand(fixture.Database, Clock).RunAsync(await fixture.OpenSessionAsync(person, Clock.Now.AddDays(30)), given);
    }

    public Task<bool> RevokeAsync(Actor actor) => new WithdrawWikiAccessCommand(fixture.Database, Clock).RunAsync(actor);

    /// <summary>Puts a message into the outbox, in a new or an existing exchange. Returns the ids of both.</summary>
    public Task<(ulong Exchange, ulong Message)> WriteAsync(ulong sender, ulong recipient, string text = "Hello", ulong exchange = 0) =>
        fixture.Database.WriteAsync(async transaction =>
    {
        Task<ulong> InsertAsync(string sql, object values) =>
            Dapper.SqlMapper.ExecuteScalarAsync<ulong>(transaction.Connection!, sql + "; SELECT LAST_INSERT_ID()", values, transaction);
        if (exchange == 0) exchange = await InsertAsync(ExchangeSql, new { sender, recipient, Clock.Now });
        var message = await InsertAsync(MessageSql, new { exchange, sender, text, Clock.Now });
        await DeliveryQueue.AddAsync(transaction, sender, recipient, exchange, message, Clock.Now);
        return (exchange, message);
    });

    /// <summary>State, reason and channel of the messages as their sender sees them, such as "failed unclear mail".</summary>
    public async Task<string> SeenAsync(ulong exchange, ulong sender)
    {
        var seen = await new ExchangeQuery(fixture.Database).RunAsync(exchange, sender);
        return string.Join("; ",
            seen!.Messages.Select(m => m.Delivery).OfType<Delivery>().Select(d => $"{d.State} {d.Reason ?? "-"} {d.Channel}".ToLowerInvariant()));
    }

    public void Dispose() => Wiki.Dispose();

    public static string Text(ulong id) => id.ToString(CultureInfo.InvariantCulture);

    private sealed class Clients(HttpMessageHandler wiki) : IHttpClientFactory
    {
        public HttpClient CreateClient(string name) => new(wiki, disposeHandler: false);
    }
}
