using System.Globalization;
using System.Text.Json;
using CapX.Data;
using CapX.Data.Editing;
using CapX.Data.Events;
using CapX.Data.Exchanges;
using CapX.Data.Index;
using CapX.Data.Listings;
using CapX.Data.Organizations;
using CapX.Data.People;
using CapX.Data.Permissions;
using CapX.Data.SignIn;
using CapX.Tests.Infra;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CapX.Tests.Attacks;

/// <summary>Stores the corpus through the commands of the live editors, which have no plain form, and creates the data that the forms need.</summary>
internal sealed class AttackWorld(DatabaseFixture data, AttackApp app)
{
    public const ulong Member = 1001;
    public const ulong Organizer = 1002;

    private static readonly (ulong Id, string Key, string Name, Role? Role)[] People =
    [
        (Member, "member", "Sample Member", null), (Organizer, "organizer", "Sample Organizer", null), (1003, "moderator", "Sample Moderator", Role.Moderator),
        (1019, "moderator-two", "Sample Second Moderator", Role.Moderator),
        (1020, "steward", "Sample Steward", Role.Steward), (1018, "curator", "Sample Curator", Role.Curator),
    ];

    /// <summary>The capacities that the organization offers, each with a different note.</summary>
    private static readonly string[] Capacities = ["openrefine", "sparql-queries", "organizing-editathons", "technology", "communication"];

    private readonly Dictionary<ulong, Actor> _actors = [];

    /// <summary>The accounts that log in. The last one is new to CapX.</summary>
    public static IEnumerable<string> Accounts => [.. People.Select(p => p.Key), "chinese"];

    public List<string> Usernames { get; } = [];
    public List<ulong> Listings { get; } = [];
    public List<ulong> Events { get; } = [];
    public List<string> Organizations { get; } = [];

    /// <summary>Proposals that the organizer declines with a note.</summary>
    public List<ulong> Proposed { get; } = [];
    public List<string> Refused { get; } = [];
    public ulong PastEvent { get; private set; }
    public ulong DoneExchange { get; private set; }
    public ulong Talk { get; private set; }

    public async Task FillAsync()
    {
        foreach (var (id, _, name, role) in People)
        {
            await new PersonBuilder { Id = id, Username = name }.Offers("sparql-queries").Wants("openrefine").Speaks("en").InsertAsync(data.Database);
            await data.ExecuteAsync("INSERT INTO consent (person_id, version, given_at) VALUES (@id, @Version, @Start)",
                new { id, Consent.Version, TestClock.Start });
            if (role is { } given) await data.GrantAsync(name, given);
            _actors[id] = await data.OpenSessionAsync(id, TestClock.Start.AddYears(1));
        }
        await NamesAsync();
        await ProfilesAsync();
        await OrganizationsAsync();
        await ListingsAsync();
        await EventsAsync();
        await ExchangesAsync();
        await DraftsAsync();
        await app.Services.GetRequiredService<PeopleIndex>().LoadAsync();
    }

    /// <summary>People whose user names are attacks. No wiki allows all of them, but CapX must not depend on what a wiki allows.</summary>
    private async Task NamesAsync()
    {
        foreach (var attack in Corpus.All.Where(a => !a.Text.EnumerateRunes().Any(r => Corpus.IsHarmful(r) || r.Value is '\n' or '\r' or '\t' or '_')))
        {
            Usernames.Add($"{Corpus.Tag("username")} {attack.Text}");
            await new PersonBuilder { Username = Usernames[^1] }.Offers("openrefine").Wants("sparql-queries").Speaks("en").InsertAsync(data.Database);
        }
    }

    private async Task ProfilesAsync()
    {
        var (abouts, offers, wants) = (Corpus.For("about", ProfileForm.LongestAbout), Corpus.For("offered", ProfileForm.LongestNote),
            Corpus.For("wanted", ProfileForm.LongestNote));
        var save = Command<SaveProfileCommand>();
        foreach (var (number, name) in Corpus.For("name", ProfileForm.LongestDisplayName).Index())
        {
            // The first profile belongs to the member who opens the pages. The others are in the index of people.
            var actor = number == 0 ? _actors[Member] : await data.NewcomerAsync();
            Assert.IsType<FormSaved>(await save.RunAsync(actor, new ProfileForm
            {
                DisplayName = name, About = abouts[number % abouts.Count], AboutLanguage = "en", Visibility = ProfileVisibility.Public,
                Languages = [new("en", "3")], Offers = [new("sparql-queries", ["mentoring"], offers[number % offers.Count])],
                Wants = [new("openrefine", [], wants[number % wants.Count])],
            }, number == 0 ? 1u : 0));
        }
    }

    private async Task OrganizationsAsync()
    {
        string[] languages = [.. data.Vocabulary.Languages.Entries.Select(e => e.Code).Where(code => code.Length == 2)];
        var links = Links(OrganizationForm.LongestLink);
        var form = new OrganizationForm
        {
            Type = "user-group",
            Names = [.. Corpus.For("organization", OrganizationForm.LongestName)
                .Select((name, number) => new OrganizationName(number == 0 ? "en" : languages.Where(l => l != "en").ElementAt(number), name))],
            About = Corpus.For("organization-about", OrganizationForm.LongestAbout).Single(), AboutLanguage = "en",
            Offers = [.. Corpus.For("organization-note", OrganizationForm.LongestNote).Take(Capacities.Length)
                .Select((note, number) => new SharedCapacity(Capacities[number], [], note))],
            MetaPage = $"{Corpus.Tag("meta-page")} \"onclick='zq()' javascript:zq ../?a&b", Website = links[0], Mastodon = links[1 % links.Count],
            ReportLink = links[2 % links.Count],
        };
        Organizations.Add(Assert.IsType<OrganizationSaved>(await Command<ProposeOrganizationCommand>().RunAsync(_actors[Member], form, Guid.NewGuid())).Slug);
        await data.ExecuteAsync("UPDATE organization SET state = 'confirmed'");
        // The second save puts the previous version into the history.
        var id = (await data.QueryAsync<ulong>("SELECT id FROM organization")).Single();
        Assert.IsType<OrganizationSaved>(await Command<SaveOrganizationCommand>().RunAsync(_actors[Member], id, form with { Territories = ["BR"] }, 1));
        await new OrganizationBuilder { Name = "Sample waiting", State = OrganizationState.Proposed }.Having(Member, "manager").InsertAsync(data);
        foreach (var _ in Corpus.For("removed", RemoveOrganizationCommand.LongestWord))
            Refused.Add((await new OrganizationBuilder { State = OrganizationState.Proposed }.Having(Member, "manager").InsertAsync(data)).Slug);
    }

    private async Task ListingsAsync()
    {
        var (texts, links) = (Corpus.For("listing", ListingForm.LongestText), Links(ListingForm.LongestLink));
        foreach (var (number, title) in Corpus.For("listing-title", ListingForm.LongestTitle).Index())
        {
            var form = new ListingForm
            {
                Kind = ListingKind.Resource, Resource = ResourceKind.LearningMaterial, Title = title, Text = texts[number % texts.Count], Language = "en",
                Capacities = ["openrefine"],
                Link = links[number % links.Count], Anywhere = true, IsPublic = true,
            };
            Listings.Add(Assert.IsType<ListingSaved>(await Command<SaveListingCommand>().PostAsync(_actors[Member], form, Guid.NewGuid())).Id);
            app.Clock.Advance(TimeSpan.FromMinutes(1));
        }
        await new ListingBuilder
        {
            Person = (await data.QueryAsync<ulong>("SELECT id FROM person WHERE username = @name",
            new { name = Usernames[3] })).Single()
        }.InsertAsync(data);
    }

    private async Task EventsAsync()
    {
        var (texts, places, links) = (Corpus.For("event", EventForm.LongestText), Corpus.For("place", EventForm.LongestPlace), Links(EventForm.LongestLink));
        var day = TestClock.Start.Date.AddDays(40);
        foreach (var (number, title) in Corpus.For("event-title", EventForm.LongestTitle).Index())
        {
            var form = new EventForm
            {
                Title = title, Text = texts[number % texts.Count], Language = "en", Kind = EventKind.Both, Starts = EventZone.Write(day, "Europe/Berlin"),
                Ends = EventZone.Write(day.AddHours(2), "Europe/Berlin"), Zone = "Europe/Berlin",
                Place = places[number % places.Count], JoiningLink = links[number % links.Count], WikiPage = links[(number + 1) % links.Count],
                Capacities = ["openrefine"], IsPublic = true, People = ["Sample Organizer", Usernames[number]],
            };
            Events.Add(Assert.IsType<EventSaved>(await Command<SaveEventCommand>().CreateAsync(_actors[Organizer], form, Guid.NewGuid())).Id);
            app.Clock.Advance(TimeSpan.FromMinutes(5));
        }
        PastEvent = await new EventBuilder { Title = "Sample past", Starts = TestClock.Start.AddDays(-3) }.By(Organizer).Registered(Member).InsertAsync(data);
        await new EventBuilder { Title = "Sample invitation" }.By(Organizer).Inviting(Member).InsertAsync(data);
    }

    private async Task ExchangesAsync()
    {
        async Task<ulong> ProposeAsync(string capacity) => Assert.IsType<ProposalMade>(await Command<ProposeCommand>().RunAsync(_actors[Member], new Proposal
        {
            RecipientId = Organizer, Kind = ExchangeKind.Offer, Capacity = capacity, Message = "Hello", Language = "en", FormKey = Guid.NewGuid(),
        })).Id;
        foreach (var number in Enumerable.Range(0, Corpus.For("word", ChangeExchangeCommand.LongestWord).Count))
            Proposed.Add(await ProposeAsync(Leaves[number]));
        Talk = await ProposeAsync(Leaves[10]);
        DoneExchange = await ProposeAsync(Leaves[11]);
        await data.ExecuteAsync("UPDATE exchange SET state = 'done' WHERE id = @DoneExchange", new { DoneExchange });
        // Someone whose user name is an attack sends the member a proposal, and the member blocks another such person.
        var stranger = (await data.QueryAsync<ulong>("SELECT id FROM person WHERE username = @name", new { name = Usernames[0] })).Single();
        await Command<ProposeCommand>()
            .RunAsync(await data.OpenSessionAsync(stranger, TestClock.Start.AddYears(1)),
                new Proposal
                {
                    RecipientId = Member, Kind = ExchangeKind.Ask, Capacity = "openrefine", Message = "Hello", Language = "en",
                    FormKey = Guid.NewGuid()
                });
        await Command<BlockCommand>()
            .RunAsync(_actors[Member],
                (await data.QueryAsync<ulong>("SELECT id FROM person WHERE username = @name", new { name = Usernames[1] })).Single(), true);
    }

    /// <summary>Drafts keep everything as it was typed, including harmful characters.</summary>
    private async Task DraftsAsync()
    {
        var body = JsonSerializer.Serialize($"{Corpus.Tag("draft")} {Corpus.Whole}");
        foreach (var form in (string[])[ProfileForm.DraftName, SaveListingCommand.NewDraftName, SaveEventCommand.NewDraftName,
            ProposeOrganizationCommand.DraftName, SendMessageCommand.DraftPrefix + Talk.ToString(CultureInfo.InvariantCulture)])
            Assert.Equal(SaveDraftResult.Kept, await Command<SaveDraftCommand>().RunAsync(_actors[Member], form, body));
    }

    /// <summary>The key of the receipt for a report.</summary>
    public string ReceiptOf(ulong report) =>
        data.QueryAsync<string>("SELECT LOWER(HEX(form_key)) FROM report WHERE id = @report", new { report }).GetAwaiter().GetResult().Single();

    /// <summary>Capacities with no other capacity under them.</summary>
    public IReadOnlyList<string> Leaves =>
        [.. data.Vocabulary.Capacities.Entries.Where(e => !data.Vocabulary.Capacities.Entries.Any(other => other.Parent == e.Code)).Select(e => e.Code)
            .Order(StringComparer.Ordinal)];

    /// <summary>Adds the states in which moderators find cases: one not taken, one taken by the first moderator, one with a decision that can be reversed, and
    /// one with a decision that its subject can appeal.</summary>
    public Task AddCasesAsync() => data.ExecuteAsync("""
        INSERT INTO moderation_case (id, kind, thing, person_id, opened_at, claimed_by, claimed_at, closed_at) VALUES
            (9001, 'reports', 'person', @person, @now, NULL, NULL, NULL),
            (9002, 'reports', 'person', @person, @now, 1003, @now, NULL),
            (9003, 'reports', 'person', @person, @now, NULL, NULL, @now),
            (9004, 'reports', 'person', 1002, @now, NULL, NULL, @now);
        UPDATE moderation_case c JOIN person p ON p.id = c.person_id SET c.content_id = p.content_id WHERE c.id BETWEEN 9001 AND 9004;
        INSERT INTO decision (id, case_id, kind, thing, person_id, decided_by, decided_at, entry_id, form_key)
         SELECT 9003, 9003, 'limit', 'person', @person, 1019, @now, MAX(id), 'a' FROM log_entry;
        INSERT INTO decision (id, case_id, kind, thing, person_id, decided_by, decided_at, entry_id, form_key)
         SELECT 9004, 9004, 'advice', 'person', 1002, 1019, @now, MAX(id), 'b' FROM log_entry;
        INSERT INTO wiki_token (person_id, access_token, refresh_token, expires_at, granted_at) VALUES (1001, 'access', 'refresh', '2038-03-04', @now);
        """, new
    {
        person = data.QueryAsync<ulong>("SELECT id FROM person WHERE username = @name", new { name = Usernames[5] }).GetAwaiter().GetResult()
            .Single(), now = app.Clock.Now
    });

    private static List<string> Links(int longest) =>
        [.. Corpus.Links.Where(link => CapX.Data.WebLink.Clean(link) is { } clean && clean.Length <= longest && !link.Any(char.IsSurrogate))];

    private T Command<T>() where T : notnull => app.Services.GetRequiredService<T>();
}
