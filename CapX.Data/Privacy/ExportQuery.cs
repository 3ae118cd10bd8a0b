using System.Data.Common;
using System.Text.Json.Serialization;
using CapX.Data.Content;
using CapX.Data.Exchanges;
using Dapper;

namespace CapX.Data.Privacy;

/// <summary>Everything stored about one person, for that person. Long lists hold their first rows and read the rest on demand. The property names are a public
/// contract: they are the keys of the JSON file.</summary>
public sealed record AccountExport
{
    /// <summary>Increases when a key changes its meaning or is removed.</summary>
    public int SchemaVersion { get; init; } = 1;

    /// <summary>UTC, like all times in the export.</summary>
    public required DateTime ExportedAt { get; init; }

    public required AccountRow Account { get; init; }

    public required ProfileRow Profile { get; init; }

    public required IReadOnlyList<LanguageLevel> Languages { get; init; }

    public required IReadOnlyList<string> Territories { get; init; }

    public required IReadOnlyList<string> Projects { get; init; }

    public required IReadOnlyList<string> Knows { get; init; }

    public required IReadOnlyList<SharedCapacity> Offers { get; init; }

    public required IReadOnlyList<SharedCapacity> Wants { get; init; }

    public required IReadOnlyList<DraftRow> Drafts { get; init; }

    public required ExportedRows<ConsentRow> Consents { get; init; }

    public required ExportedRows<SessionRow> Sessions { get; init; }

    /// <summary>Null when no permission to send on the wiki is stored.</summary>
    public required WikiAccessRow? WikiAccess { get; init; }

    /// <summary>Deliveries of messages from and to this person.</summary>
    public required ExportedRows<DeliveryRow> Deliveries { get; init; }

    /// <summary>Limits carried over from an account that the person erased before coming back.</summary>
    public required ExportedRows<ExportedLimit> Limits { get; init; }

    /// <summary>What the features store, by the key of each <see cref="ExportPart"/>.</summary>
    [JsonExtensionData] public Dictionary<string, object> Parts { get; init; } = [];

    /// <summary>The part of a feature.</summary>
    public T Of<T>() => Parts.Values.OfType<T>().Single();
}

/// <summary>Data from the wiki and from logins.</summary>
public sealed record AccountRow
{
    /// <summary>The central id of the Wikimedia account.</summary>
    public ulong Id { get; init; }
    public required string Username { get; init; }

    /// <summary>Blocked on the wiki at the last login.</summary>
    public bool Blocked { get; init; }

    /// <summary>The standing set by moderators: "good", "limited" or "suspended".</summary>
    public string Standing { get; init; } = "";

    /// <summary>"hidden" or "removed" when moderators hid or removed the profile. Otherwise null.</summary>
    public string? Moderated { get; init; }
    public string? InterfaceLanguage { get; init; }
    public DateTime JoinedAt { get; init; }

    /// <summary>The last login. Deleted after a period, see <see cref="Retention"/>.</summary>
    public DateTime? SignedInAt { get; init; }

    /// <summary>When another account took over this user name.</summary>
    public DateTime? NameLostAt { get; init; }

    /// <summary>The start of the current one-day count of exports. <see cref="Exports"/> is the number since then. Null when there was none.</summary>
    public DateTime? ExportsSince { get; init; }
    public int? Exports { get; init; }
}

/// <summary>The single-valued fields of the profile.</summary>
public sealed record ProfileRow
{
    public string? DisplayName { get; init; }

    /// <summary>Hidden because it looks like another person's name. Visible to the owner only.</summary>
    public string? HiddenDisplayName { get; init; }
    public string? About { get; init; }
    public string? AboutLanguage { get; init; }
    public string? HomeWiki { get; init; }
    public DateOnly? NotTakingUntil { get; init; }
    public required string Visibility { get; init; }

    /// <summary>"profile", "members" or "nobody", like the next four.</summary>
    public required string AboutSeen { get; init; }
    public required string LanguagesSeen { get; init; }
    public required string TerritoriesSeen { get; init; }
    public required string AffiliationsSeen { get; init; }
    public required string ExchangesSeen { get; init; }
    public bool Indexable { get; init; }
    public DateTime? UpdatedAt { get; init; }

    /// <summary>The number of saves.</summary>
    public uint Version { get; init; }
}

/// <summary>Form input that was not saved.</summary>
public sealed record DraftRow
{
    public required string Form { get; init; }

    /// <summary>The form as JSON.</summary>
    public required string Body { get; init; }
    public DateTime SavedAt { get; init; }
}

/// <summary>An accepted version of the welcome text.</summary>
public sealed record ConsentRow
{
    public required string Version { get; init; }
    public DateTime GivenAt { get; init; }
}

/// <summary>A logged-in browser. Leaves out the session key, which is a secret and not information about the person.</summary>
public sealed record SessionRow
{
    public DateTime CreatedAt { get; init; }
    public DateTime ExpiresAt { get; init; }
}

/// <summary>The permission to send on the wiki in the person's name. Leaves out the tokens, which are secrets.</summary>
public sealed record WikiAccessRow
{
    public DateTime GrantedAt { get; init; }

    /// <summary>When the current access token expires.</summary>
    public DateTime ExpiresAt { get; init; }
}

/// <summary>Reads everything stored about one person.</summary>
public sealed class ExportQuery(Database database, TimeProvider time)
{
    private const string AccountSql = $"""
        SELECT p.id AS {nameof(AccountRow.Id)}, p.username AS {nameof(AccountRow.Username)}, p.blocked AS {nameof(AccountRow.Blocked)},
               p.standing AS {nameof(AccountRow.Standing)}, p.moderated AS {nameof(AccountRow.Moderated)},
               p.interface_language AS {nameof(AccountRow.InterfaceLanguage)}, p.joined_at AS {nameof(AccountRow.JoinedAt)},
               p.signed_in_at AS {nameof(AccountRow.SignedInAt)}, p.name_lost_at AS {nameof(AccountRow.NameLostAt)},
               x.began_at AS {nameof(AccountRow.ExportsSince)}, x.count AS {nameof(AccountRow.Exports)}
          FROM person p LEFT JOIN export_count x ON x.person_id = p.id WHERE p.id = @personId
        """;

    private const string ProfileSql = $"""
        SELECT p.display_name AS {nameof(ProfileRow.DisplayName)}, p.display_name_hidden AS {nameof(ProfileRow.HiddenDisplayName)},
               p.about AS {nameof(ProfileRow.About)}, p.about_language AS {nameof(ProfileRow.AboutLanguage)},
               p.home_wiki AS {nameof(ProfileRow.HomeWiki)}, p.not_taking_until AS {nameof(ProfileRow.NotTakingUntil)},
                 p.visibility AS {nameof(ProfileRow.Visibility)},
               p.about_seen AS {nameof(ProfileRow.AboutSeen)}, p.languages_seen AS {nameof(ProfileRow.LanguagesSeen)},
                 p.territories_seen AS {nameof(ProfileRow.TerritoriesSeen)},
               p.affiliations_seen AS {nameof(ProfileRow.AffiliationsSeen)}, p.exchanges_seen AS {nameof(ProfileRow.ExchangesSeen)},
               p.indexable AS {nameof(ProfileRow.Indexable)}, p.updated_at AS {nameof(ProfileRow.UpdatedAt)}, p.version AS {nameof(ProfileRow.Version)}
          FROM person p WHERE p.id = @personId
        """;

    private const string LanguageSql = "SELECT language AS Code, level AS Level FROM person_language WHERE person_id = @personId ORDER BY language";
    private const string TerritorySql = "SELECT territory FROM person_territory WHERE person_id = @personId ORDER BY territory";
    private const string ProjectSql = "SELECT project FROM person_project WHERE person_id = @personId ORDER BY project";

    private const string CapacitySql = $"""
        SELECT h.role AS {nameof(Shared.Role)}, c.code AS {nameof(Shared.Code)}, h.methods AS {nameof(Shared.Methods)}, h.note AS {nameof(Shared.Note)}
          FROM person_capacity h JOIN capacity c ON c.id = h.capacity_id
         WHERE h.person_id = @personId
         ORDER BY h.role, c.code
        """;

    private const string DraftSql = $"""
        SELECT form AS {nameof(DraftRow.Form)}, body AS {nameof(DraftRow.Body)}, saved_at AS {nameof(DraftRow.SavedAt)} FROM draft WHERE person_id = @personId
         ORDER BY form
        """;

    private const string ConsentSql = $"""
        SELECT version AS {nameof(ConsentRow.Version)}, given_at AS {nameof(ConsentRow.GivenAt)} FROM consent WHERE person_id = @personId
         ORDER BY given_at, version
        """;

    private const string SessionSql = $"""
        SELECT created_at AS {nameof(SessionRow.CreatedAt)}, expires_at AS {nameof(SessionRow.ExpiresAt)} FROM session WHERE person_id = @personId
         ORDER BY created_at, id
        """;

    private const string WikiAccessSql = $"""
        SELECT granted_at AS {nameof(WikiAccessRow.GrantedAt)}, expires_at AS {nameof(WikiAccessRow.ExpiresAt)} FROM wiki_token WHERE person_id = @personId
        """;

    private const string OfRecipient =
        $"'{DeliveryReason.NoMail}', '{DeliveryReason.MailOff}', '{DeliveryReason.RecipientUnknown}', "
        + $"'{DeliveryReason.TalkMissing}', '{DeliveryReason.TalkProtected}'";

    private const string DeliverySql = $"""
        SELECT exchange_id AS {nameof(DeliveryRow.ExchangeId)}, message_id AS {nameof(DeliveryRow.MessageId)},
               IF(sender_id = @personId, 'sender', 'recipient') AS {nameof(DeliveryRow.Side)},
               channel AS {nameof(DeliveryRow.Channel)}, talk_instead AS {nameof(DeliveryRow.TalkInstead)}, state AS {nameof(DeliveryRow.State)},
               IF(sender_id = @personId OR reason IN ({OfRecipient}), reason, NULL) AS {nameof(DeliveryRow.Reason)},
                 IF(sender_id = @personId, attempts, NULL) AS {nameof(DeliveryRow.Attempts)},
               queued_at AS {nameof(DeliveryRow.QueuedAt)}, IF(sender_id = @personId, next_try_at, NULL) AS {nameof(DeliveryRow.NextTryAt)},
               begun_at AS {nameof(DeliveryRow.BegunAt)}, ended_at AS {nameof(DeliveryRow.EndedAt)}
          FROM delivery IGNORE INDEX FOR ORDER BY (PRIMARY) WHERE sender_id = @personId OR recipient_id = @personId ORDER BY id
        """;

    /// <summary>Null when the person does not exist.</summary>
    public Task<AccountExport?> RunAsync(ulong personId, CancellationToken token = default) => database.ReadAsync(async connection =>
        await connection.QuerySingleOrDefaultAsync<AccountRow>(AccountSql, new { personId }) is { } account ? await ReadAsync(connection, account)
            : null, token);

    private async Task<AccountExport?> ReadAsync(DbConnection connection, AccountRow account)
    {
        async Task<List<T>> RowsAsync<T>(string sql) => (await connection.QueryAsync<T>(sql, new { personId = account.Id })).AsList();
        var profile = await RowsAsync<ProfileRow>(ProfileSql);
        // The account was erased between two queries.
        if (profile.Count == 0) return null;
        var reader = new ExportReader(database, connection, account.Id);
        var capacities = (await RowsAsync<Shared>(CapacitySql)).ToLookup(c => c.Role);
        return new AccountExport
        {
            ExportedAt = time.GetUtcNow().UtcDateTime,
            Account = account,
            Profile = profile[0],
            Languages = [.. (await RowsAsync<Language>(LanguageSql)).Select(l => new LanguageLevel(l.Code, l.Level))],
            Territories = await RowsAsync<string>(TerritorySql),
            Projects = await RowsAsync<string>(ProjectSql),
            Knows = [.. capacities["knows"].Select(c => c.Code)],
            Offers = [.. capacities["offers"].Select(c => c.Public)],
            Wants = [.. capacities["wants"].Select(c => c.Public)],
            Drafts = await RowsAsync<DraftRow>(DraftSql),
            Consents = await reader.RowsAsync<ConsentRow>(ConsentSql),
            Sessions = await reader.RowsAsync<SessionRow>(SessionSql),
            WikiAccess = (await RowsAsync<WikiAccessRow>(WikiAccessSql)).FirstOrDefault(),
            Deliveries = await reader.RowsAsync<DeliveryRow>(DeliverySql),
            Limits = await reader.RowsAsync<ExportedLimit>(ExportedLimit.Sql),
            Parts = await PartsAsync(reader),
        };
    }

    private static async Task<Dictionary<string, object>> PartsAsync(ExportReader reader)
    {
        var parts = new Dictionary<string, object>();
        foreach (var part in ExportPart.All) parts[part.Key] = await part.ReadAsync(reader);
        return parts;
    }

    private sealed record Language
    {
        public required string Code { get; init; }
        public required string Level { get; init; }
    }

    private sealed record Shared
    {
        public required string Role { get; init; }
        public required string Code { get; init; }
        public int Methods { get; init; }
        public string? Note { get; init; }

        public SharedCapacity Public => new(Code, Data.Methods.FromBits(Methods), Note);
    }
}
