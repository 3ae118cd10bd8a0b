using CapX.Tests.Infra;

namespace CapX.Tests.Browser;

/// <summary>The people that browser tests find: enough for a second page, and some with names that hardly fit.</summary>
internal static class Village
{
    public const string LongGerman = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft";
    public const string LongArabic = "عبد الرحمن بن عبد العزيز بن محمد الحسيني الهاشمي القرشي المكي المدني";
    public const string Everything = "Ada Everything";
    public const string Matched = "عضوة تجريبية";
    public const string Empty = "Leer";

    /// <summary>Slugs of organizations.</summary>
    public const string Group = "everything-group";
    public const string EmptyGroup = "sample-group";

    /// <summary>A listing with every field filled in.</summary>
    public const ulong Listing = 70_000_001;
    public const string MaterialTitle = "Everything about queries";
    public const string MaterialLink = "https://example.org/a/very/long/address/of/material/that/does/not/break/anywhere/at/all";

    /// <summary>Ids of events. Account 1009, which logs in, organizes the first one, is registered for the past one and waits for the full one.</summary>
    public const ulong Event = 70_010_001;
    public const ulong CancelledEvent = 70_010_002;
    public const ulong PastEvent = 70_010_003;
    public const ulong FullEvent = 70_010_004;

    public static async Task FillAsync(DatabaseFixture data)
    {
        await data.ExecuteAsync("ALTER TABLE content AUTO_INCREMENT = 1");
        await new PersonBuilder
        {
            Username = LongGerman, DisplayName = LongGerman[..^12], AboutLanguage = "de", HomeWiki = "dewiki",
            About = "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz: "
                + string.Join(' ', Enumerable.Repeat("Ich erkläre gern die Rechtschreibprüfungsautomatisierung.", 12)),
        }.Offers("sparql-queries", 3, new string('ü', 200)).Wants("openrefine").Speaks("de", "N").Speaks("gsw").In("DE", "AT", "CH", "LI")
            .On("wikipedia", "wikidata").InsertAsync(data.Database);
        await new PersonBuilder
        {
            Username = LongArabic, DisplayName = LongArabic[..^8], AboutLanguage = "ar", HomeWiki = "arwiki",
            About = "أساعد في تنظيم ورش التحرير https://example.org/a/very/long/address/that/does/not/break/anywhere/at/all " + LongArabic,
        }.Offers("openrefine", 5, "ملاحظة " + LongArabic).Wants("sparql-queries", 2).Speaks("ar", "N").Speaks("en", "2").In("EG", "SA").On("wikipedia")
            .InsertAsync(data.Database);
        await new PersonBuilder
        {
            Username = Everything, About = "I have run many workshops.\nAsk me anything.",
            NotTakingUntil = DateTime.UtcNow.Date.AddDays(20)
        }
            .Offers("sparql-queries", 1023, "Evenings only").Offers("openrefine", 7).Wants("organizing-editathons", 3, "First steps")
            .Knows("organizing-editathons")
            .Speaks("en", "N").Speaks("fr").Speaks("sw", "1").In("KE", "FR", "019").On("wikipedia", "commons", "wikidata").InsertAsync(data.Database);
        // The account that logs in. It is in no list, and it has two-way and three-way matches.
        await new PersonBuilder { Id = 1009, Username = Matched, Visibility = "hidden" }
            .Offers("openrefine").Offers("organizing-editathons").Wants("sparql-queries").Speaks("en").Speaks("de").Speaks("ar", "N").In("EG")
            .InsertAsync(data.Database);
        await new PersonBuilder { Username = Empty }.InsertAsync(data.Database);
        for (var i = 1; i <= 45; i++)
            await new PersonBuilder { Username = $"Villager {i}", About = "Hello." }.Offers(i % 2 == 0 ? "sparql-queries" : "openrefine", 1)
                .Wants("organizing-editathons").Speaks("en").Speaks(i % 3 == 0 ? "fr" : "es").In(i % 2 == 0 ? "BR" : "GH").On("wikipedia")
                .InsertAsync(data.Database);
        await FoundAsync(data);
        await SuggestAsync(data);
        await VillageCases.InsertAsync(data);
        // The account that logs in has blocked someone who later deleted their account, and once deleted its own account.
        await data.ExecuteAsync("""
            INSERT INTO kept_block (id, person_id, hash, blocked_at) VALUES ('one', 1009, 'one', '2026-03-02');
            INSERT INTO kept_limit (person_id, kind, made_at) VALUES (1009, 'listing', '2026-03-02')
            """);
    }

    /// <summary>The account that logs in is also a curator.</summary>
    private static async Task SuggestAsync(DatabaseFixture data)
    {
        var names = new { LongGerman, LongArabic, Until = DateTime.UtcNow.AddYears(1), Now = DateTime.UtcNow };
        await data.ExecuteAsync("INSERT INTO person_role (person_id, role, until_at, granted_at) VALUES (1009, 'curator', @Until, @Now)", names);
        await data.ExecuteAsync("""
            INSERT INTO content (kind) VALUES ('suggestion');
            INSERT INTO capacity_suggestion (id, person_id, kind, capacity_id, language, name, description, reason, made_at, form_key)
             SELECT LAST_INSERT_ID(), 1009, 'name', id, 'de', @LongGerman, @LongArabic, @LongGerman, @Now, 'one' FROM capacity WHERE code = 'openrefine'
            """, names);
        await data.ExecuteAsync("""
            INSERT INTO content (kind) VALUES ('suggestion');
            INSERT INTO capacity_suggestion (id, person_id, kind, language, reason, state, made_at, answered_at, word, form_key)
             VALUES (LAST_INSERT_ID(), 1009, 'other', 'ar', @LongArabic, 'declined', @Now, @Now, @LongGerman, 'two')
            """, names);
        await data.ExecuteAsync("""
            INSERT INTO capacity_change (capacity_id, author_id, what, before_facts, after_facts, changed_at)
            SELECT id, 1009, 'named', '{"names":{"de":null}}',
                   CONCAT('{"names":{"de":{"name":"', @LongGerman, '","description":"","state":"reviewed"}}}'), @Now
              FROM capacity WHERE code = 'openrefine'
            """, names);
    }

    private static async Task FoundAsync(DatabaseFixture data)
    {
        var group = new OrganizationBuilder { Name = "Everything group" }
            .Called("ar", $"جمعية {LongArabic}").Called("de", LongGerman)
            .About("Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz: we run workshops.\nAsk us.")
            .Offers("sparql-queries", "training", "mentoring").Wants("openrefine").In("DE", "EG", "019").On("wikipedia", "wikidata")
            .With(f => f with
            {
                MetaPage = "Everything group/" + LongGerman,
                Website = "https://example.org/a/very/long/address/that/does/not/break/anywhere/at/all",
                Mastodon = "https://social.example/@everything",
                ReportLink = "https://example.org/reports"
            })
            // The account that logs in.
            .Having(1009, "manager");
        foreach (var (person,
            standing) in await data.QueryAsync<(ulong,
                string)>("SELECT id, IF(id % 5 = 0, 'manager', 'member') FROM person WHERE id <> 1009 ORDER BY id LIMIT 20")) group.Having(person, standing);
        await group.InsertAsync(data);
        await new OrganizationBuilder { Name = "Sample group" }.InsertAsync(data);
        await PostAsync(data);
        await MeetAsync(data);
        var speaking = (await data.QueryAsync<ulong>("SELECT id FROM person WHERE id <> 1009 ORDER BY id LIMIT 1")).Single();
        for (var i = 1; i <= 25;
            i++) await new OrganizationBuilder { Name = $"Sample group of villagers {i}" }.Having(speaking, "manager").Offers("sparql-queries", "clinic")
                .In(i % 2 == 0 ? "BR" : "GH").About("Hello.").InsertAsync(data);
    }

    private static async Task PostAsync(DatabaseFixture data)
    {
        var everything = (await data.QueryAsync<ulong>("SELECT id FROM person WHERE username = @Everything", new { Everything }))[0];
        await data.ExecuteAsync($"ALTER TABLE content AUTO_INCREMENT = {Listing}");
        await new ListingBuilder { Person = everything, Title = MaterialTitle }.With(f => f with
        {
            Kind = "resource",
            Resource = "learning-material",
            Text = $"{LongGerman}\n{LongArabic}",
            Link = MaterialLink,
            Licence = "cc-by-sa",
            Format = "course",
            Anywhere = true,
            Territories = ["DE", "EG", "019"],
            Languages = ["de", "ar", "en"],
            Methods = ["training", "clinic"],
            Capacities = ["sparql-queries", "openrefine"],
            OpenUntil = DateOnly.FromDateTime(DateTime.UtcNow).AddDays(40),
        }).InsertAsync(data);
        await new ListingBuilder { Person = 1009, Title = LongGerman, State = CapX.Data.Listings.ListingState.Closed }.InsertAsync(data);
        for (var i = 1; i <= 25; i++)
            await new ListingBuilder
            {
                Person = everything,
                Title = $"Sample listing {i}"
            }.With(f =>
                    f with
                    {
                        Kind = i % 2 == 0 ? "ask" : "service",
                        Text = "Hello.",
                        Capacities = [i % 2 == 0 ? "sparql-queries" : "openrefine"],
                        Territories = [i % 3 == 0 ? "BR" : "GH"]
                    }).InsertAsync(data);
    }

    private static async Task MeetAsync(DatabaseFixture data)
    {
        var everything = (await data.QueryAsync<ulong>("SELECT id FROM person WHERE username = @Everything", new { Everything }))[0];
        var group = (await data.QueryAsync<ulong>("SELECT id FROM organization WHERE slug = @Group", new { Group }))[0];
        var villagers = await data.QueryAsync<ulong>("SELECT id FROM person WHERE username LIKE 'Villager%' ORDER BY id LIMIT 12");
        var today = DateTime.UtcNow.Date;
        await data.ExecuteAsync($"ALTER TABLE content AUTO_INCREMENT = {Event}");
        await new EventBuilder { Title = $"Everything: {LongGerman}", Starts = today.AddDays(3).AddHours(22), Lasts = TimeSpan.FromHours(5) }.By(everything,
            1009).ByOrganization(group).Registered(villagers.Take(7)).Waiting(villagers.Skip(7).Take(2)).With(f => f with
            {
                Kind = "both",
                Text = $"{LongGerman}\n{LongArabic}",
                Zone = "America/Argentina/Buenos_Aires",
                Place = $"{LongGerman} 17\n{LongArabic}",
                JoiningLink = "https://example.org/a/very/long/address/that/does/not/break/anywhere/at/all",
                WikiPage = "https://meta.wikimedia.org/wiki/Event:Everything",
                Capacities = ["sparql-queries", "openrefine"],
                Methods = ["training", "clinic"],
                Languages = ["de", "ar", "en"],
                Seats = "7",
            }).InsertAsync(data);
        await new EventBuilder { Title = "Sample meeting that is cancelled", Starts = today.AddDays(4), IsCancelled = true }.By(everything).InsertAsync(data);
        await new EventBuilder { Title = "Sample meeting of long ago", Starts = today.AddDays(-40) }.By(everything).Registered(1009, villagers[0])
            .InsertAsync(data);
        await data.ExecuteAsync($"""
            INSERT INTO event_learned (event_id, event_title, person_id, text, language, may_quote, written_at)
             VALUES ({PastEvent}, 'Sample', @writer, @text, 'de', 1, @today)
            """, new { writer = villagers[0], text = $"{LongGerman} {LongArabic}", today });
        await new EventBuilder { Title = LongArabic, Starts = today.AddDays(5) }.By(everything).With(f => f with { Seats = "1", Language = "ar" })
            .Registered(villagers[0]).Waiting(1009).InsertAsync(data);
        for (var i = 1; i <= 25; i++)
            await new EventBuilder { Title = $"Sample event {i}", Starts = today.AddDays(i % 5 == 0 ? -i : i).AddHours(15) }.By(everything)
                .With(f => f with { Text = "Hello.", Capacities = [i % 2 == 0 ? "sparql-queries" : "openrefine"], Languages = [i % 3 == 0 ? "fr" : "es"] })
                .InsertAsync(data);
    }
}
