using System.Text;
using System.Text.Json;
using CapX.App;
using CapX.App.Editing;
using CapX.App.Events;
using CapX.App.I18n;
using CapX.App.Matches;
using CapX.App.Moderation;
using CapX.App.Organizations;
using CapX.App.People;
using CapX.App.Search;
using CapX.App.Shell;
using CapX.App.SignIn;
using CapX.App.Verbs;
using CapX.App.Wiki;
using CapX.Data;
using CapX.Data.Capacities;
using CapX.Data.Editing;
using CapX.Data.Events;
using CapX.Data.Exchanges;
using CapX.Data.Listings;
using CapX.Data.Moderation;
using CapX.Data.Notices;
using CapX.Data.Organizations;
using CapX.Data.People;
using CapX.Data.Privacy;
using CapX.Data.SignIn;
using CapX.Tests.Infra;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging.Abstractions;

namespace CapX.Tests.Attacks;

/// <summary>All parsers of outside input. A new parser takes one line here, and <see cref="ParserTests"/> reports a missing one.</summary>
internal static class Parsers
{
    private static readonly Messages M = MessageCatalog.Instance.For("en");
    private static readonly DateOnly Today = DateOnly.FromDateTime(TestClock.Start);
    private static readonly EphemeralDataProtectionProvider Protection = new();
    private static readonly PluralRules Plurals = PluralRules.For(["ar"]);
    private static readonly WikiTokens Tokens = new(null!, null!, Protection, null!, null!, null!, null!, TimeProvider.System, NullLogger<WikiTokens>.Instance);

    private static readonly ReportTicket Tickets = new(Protection, TimeProvider.System);

    private static readonly string[] Prose =
        ["Olá! I teach OpenRefine.\n\nSee you  there", "Nguyễn Thị Minh", "שָׁלוֹם עֲלֵיכֶם", "བོད་ཡིག", "e\u0301\u0316 Z\u0335\u0321a\u0328l\u0322go"];
    private static readonly string[] Queries =
        ["?q=data+import&offers=openrefine&language=pt&territory=BR&order=name&page=2&pageSize=50", "?knows=mentoring&q=S%C3%A3o&project=wikipedia",
        "?page=0&order=popular&q=%F0%9F%98%80", "?ring=1&through=Sample_User&languages=any", "?past=1&kind=talk&type=user-group&state=open&find-offers=map"];
    private static readonly string[] Codes = ["openrefine", "pt-br", "organizing-editathons", "BR", "wikipedia", "en", "QQ"];
    private static readonly string[] Links =
        ["https://example.org/a?b=c#d", "example.org", "http://пример.рф/путь", "https://xn--e1afmkfd.xn--p1ai/",
        "https://meta.wikimedia.org/wiki/Sample_%C3%A9"];
    private static readonly string[] Zones =
        ["Europe/Berlin", "America/Sao_Paulo", "UTC", "Asia/Calcutta", "2026-12-01T18:00", "2026-03-29T02:30:15", "2026-10-25T02:30"];

    public static IReadOnlyList<Parser> All { get; } =
    [
        new("a line", ["CapX.Data/Text/WrittenText.cs", "CapX.Data/Text/MarkLimit.cs"], (text, _) => WrittenText.CheckLine(text, 200)) { Samples = Prose },
        new("several lines", ["CapX.Data/Text/WrittenText.cs"], (text, _) => WrittenText.CheckLines(text, 8000)) { Samples = Prose },
        new("a line of any length", ["CapX.Data/Text/WrittenText.cs"], (text, _) => WrittenText.CheckLine(text, 1_000_000)) { Samples = Prose },
        new("lines of any length", ["CapX.Data/Text/WrittenText.cs"], (text, _) => WrittenText.CheckLines(text, 1_000_000)) { Samples = Prose },
        new("marks", ["CapX.Data/Text/MarkLimit.cs"], (text, _) => { MarkLimit.IsExceeded(text); MarkLimit.Cap(text); }) { Samples = Prose },
        new("words", ["CapX.Data/Text/Text.cs"], (text, _) => Text.Words(text)) { Samples = Prose },
        new("people", ["CapX.App/Search/QueryReader.cs"], (text, vocabulary) => PeopleFilterParser.Parse(Query(text), vocabulary)) { Samples = Queries,
            Wrap = InQuery },
        new("the catalogue", ["CapX.App/Search/QueryReader.cs"],
            (text, vocabulary) => { foreach (var list in CatalogueFilterParser.All)
                CatalogueFilterParser.Parse(list, Query(text), vocabulary); }) { Samples = Queries,
                Wrap = InQuery },
        new("matches", ["CapX.App/Search/QueryReader.cs"], (text, vocabulary) => MatchParameters.Parse(Query(text), vocabulary)) { Samples = Queries,
            Wrap = InQuery },
        new("a page number", ["CapX.App/Search/QueryReader.cs"],
            (text, _) => new QueryReader(Only("page", text)).Number("page", 1)) { Samples = ["1", "007", "4294967296", "-1"] },
        new("a value that is refused", ["CapX.App/Search/QueryReader.cs"],
            (text, _) => GC.KeepAlive(new RefusedParameter("q", text).ShownValue)) { Samples = Prose },
        new("a capacity sought by typing", ["CapX.Data/Text/Text.cs"],
            (text, vocabulary) => NameSearch.Of(vocabulary.Capacities).Find(text, M)) { Samples = ["open", "data imp", "mapp"] },
        new("a language sought by typing", ["CapX.Data/Text/Text.cs"],
            (text, vocabulary) => NameSearch.Of(vocabulary.Languages).Find(text, M)) { Samples = ["portug", "ch", "عرب"] },
        new("a wiki sought by typing", ["CapX.Data/Text/Text.cs"],
            (text, vocabulary) => HomeWikiSearch.Find(text, vocabulary, M)) { Samples = ["ptwiki", "wikipedia port", "commons"] },
        new("a database name", [], (text, vocabulary) => HomeWiki.Find(text, vocabulary)) { Samples = ["ptwiki", "zh_min_nanwiktionary", "commonswiki"] },
        new("a link", ["CapX.Data/Text/WebLink.cs"], (text, _) => { if (WebLink.Clean(text) is { } link) WebLink.Key(link); }) { Samples = Links,
            Wrap = text => $"https://{text}.org/{text}" },
        new("a name that may look like another", ["CapX.Data/Text/NameSkeleton.cs", "CapX.Data/Text/ReservedNames.cs"],
            (text, _) => ReadName(text)) { Samples = [.. Prose, "User:Sample 12", "С\u0430pX ѕtаff"] },
        new("the ticket of a report form", ["CapX.App/Moderation/ReportTicket.cs"],
            (text, _) => Tickets.Read(text, null, [1])) { Samples = ["CfDJ8AAAAA", "AAAA-_", "a=="] },
        new("the page on which a form stood", ["CapX.App/Shell/AskedUrl.cs"],
            (text, _) => ReadReferer(text)) { Samples = ["http://127.0.0.1/people?q=a", "about:blank", "https://[::1]/a"],
                Wrap = text => $"http://127.0.0.1/people?{text}" },
        new("the way back", ["CapX.App/Core/LocalUrl.cs"], (text, _) => LocalUrl.OrHome(text)) { Samples = ["/people?q=a#b", "/a/%2e%2e//b", "//evil.example"],
            Wrap = text => $"/{text}?{text}#{text}" },
        new("languages of a browser", ["CapX.App/Shell/LanguageChoice.cs", "CapX.App/I18n/Fallbacks.cs"],
            (text, _) => { LanguageChoice.Choose(MessageCatalog.Instance, text, null, null, default);
                LanguageChoice.Choose(MessageCatalog.Instance, null, null, text, text); }) { Samples = ["pt-BR,pt;q=0.9,en;q=0.8,*;q=0.1", "zh-Hant-TW",
                    "qqx"] },
        new("a chain of languages", ["CapX.App/I18n/Fallbacks.cs"],
            (text, _) => { if (Fallbacks.IsCode(text)) Fallbacks.Chain(text); }) { Samples = ["es-mx", "zh-hant-tw", "en"] },
        new("a profile of the wiki", ["CapX.App/SignIn/MediaWikiProfile.cs"],
            (text, _) => Profile(text)) { Samples = ["""{"sub":"3","username":"Alice","editcount":7,"blocked":false,"registered":"20261122013505"}""",
                """{"sub":"9","blocked":true}"""], Wrap = text => $$"""{"sub":"3","username":{{Json(text)}},"blocked":false}""" },
        new("an answer of the wiki", ["CapX.App/Wiki/WikiHttp.cs"],
            (text, _) => Answer(text)) { Samples = ["""{"error":{"code":"ratelimited"}}""",
                """{"query":{"globaluserinfo":{"id":5,"name":"Alice","locked":true}}}"""],
                    Wrap = text => $$"""{"error":{"code":{{Json(text)}}},"name":{{Json(text)}}}""" },
        new("tokens of the wiki", ["CapX.App/Wiki/WikiTokens.cs"],
            (text, _) => Tokens.Read(WikiHttp.Parse(Encoding.UTF8.GetBytes(text)))) { Samples = [
                """{"token_type":"Bearer","expires_in":14400,"access_token":"abc","refresh_token":"def"}""",
                """{"access_token":"a","expires_in":99999999999}"""],
                    Wrap = text => $$"""{"access_token":{{Json(text)}},"expires_in":1e400}""" },
        new("an error of the wiki", [],
            (text, _) => WikiErrors.End(text, Taken)) { Samples = ["ratelimited", "abusefilter-disallowed", "internal_api_error_x"] },
        new("a table of organizations", ["CapX.App/Verbs/CsvFile.cs", "CapX.App/Verbs/OrganizationFile.cs"],
            (text, vocabulary) => Import(text, vocabulary, OrganizationFile.Csv(text, "a.csv"))) { Samples = ["name,type\n\"Sample, \"\"West\"\"\",chapter\n",
                "name,name:fr,website\na,b,https://example.org\n", "sep=;\nname;type;;\nSample;chapter;;\n;;;\n", "name\ttype\rSample\tchapter\r"],
                    Wrap = text => $"name,about\n{text},\"{text}\"\n{text}" },
        new("lines of organizations", ["CapX.App/Verbs/OrganizationFile.cs"],
            (text, vocabulary) => Import(text, vocabulary,
                OrganizationFile.JsonLines(text, "a.jsonl"))) { Samples = ["""{"name":"Sample","type":"chapter","territories":["GH","NG"]}"""],
                    Wrap = text => $$"""{"name":{{Json(text)}},"about":{{Json(text)}},"offers":[{{Json(text)}}]}""" },
        new("a file of bytes", ["CapX.App/Verbs/TextFile.cs"],
            (text, _) => ReadFile(text)) { Samples = ["name,type\nCaf\u00e9,chapter\n", "\u00ff\u00fen\0a\0m\0e\0", "\u00ef\u00bb\u00bfname\r\nSample"] },
        new("a message", ["CapX.App/I18n/Banana.cs"],
            (text, _) => new Banana(text, Plurals).Pieces(["Sample", 3])) { Samples = ["Hello $1, {{PLURAL:$2|0=none|one|two|few|many|other}}",
                "{{GENDER:$1|he|she|they}}"], Wrap = text => $"{{{{PLURAL:{text}|{text}|b}}}}" },
        new("a number for a plural", ["CapX.App/I18n/PluralNumber.cs"],
            (text, _) => { if (PluralNumber.Parse(text) is { } number) Plurals.Form(number); }) { Samples = ["1.50", "1.2c3", "0.0000000000001",
                "79228162514264337593543950335"] },
        new("a draft of a profile", ["CapX.Data/Editing/FormDraft.cs"],
            (text, _) => FormDraft.Read<ProfileForm>(text)) { Samples = [new FormDraft<ProfileForm> { Version = 1,
                Form = new ProfileForm { About = "a", Offers = [new("openrefine", ["mentoring"], "note")], NotTakingUntil = Today } }.ToJson()],
                    Wrap = text => Draft("about", text) },
        new("a draft of an organization", ["CapX.Data/Editing/FormDraft.cs"],
            (text, _) => FormDraft.Read<OrganizationForm>(text)) { Samples = [new FormDraft<OrganizationForm> { Version = 1,
                Form = new OrganizationForm { Names = [new("en", "Sample")], Type = "chapter" } }.ToJson()], Wrap = text => Draft("about", text) },
        new("a draft of a listing", ["CapX.Data/Editing/FormDraft.cs"],
            (text, _) => FormDraft.Read<ListingForm>(text)) { Samples = [new FormDraft<ListingForm> { Version = 1,
                Form = new ListingForm { Title = "Sample", OpenUntil = Today } }.ToJson()], Wrap = text => Draft("title", text) },
        new("a draft of an event", ["CapX.Data/Editing/FormDraft.cs"],
            (text, _) => FormDraft.Read<EventForm>(text)) { Samples = [new FormDraft<EventForm> { Version = 1,
                Form = new EventForm { Title = "Sample", Starts = "2026-12-01T18:00", Zone = "UTC" } }.ToJson()], Wrap = text => Draft("title", text) },
        new("a draft of a plain form", ["CapX.Data/Editing/PlainDraft.cs"],
            (text, _) => PlainDraft.Read(text)) { Samples = [new PlainDraft { Address = "/capacities/suggest",
                Fields = new Dictionary<string, string> { ["Reason"] = "Because" } }.ToJson()] },
        new("a profile", ["CapX.Data/Editing/FormCheck.cs"],
            (text, vocabulary) => new ProfileForm { DisplayName = text, About = text, AboutLanguage = text, HomeWiki = text, Knows = [text],
                Offers = [new(text, [text], text), new("openrefine", [text], text)], Languages = [new(text, text)], Projects = [text] }.Check(vocabulary,
                    Today)) { Samples = [.. Prose, .. Codes] },
        new("an organization", ["CapX.Data/Organizations/OrganizationCheck.cs"],
            (text, vocabulary) => new OrganizationForm { Names = [new("en", text), new(text, text)], Type = text, About = text, AboutLanguage = text,
                Territories = [text], MetaPage = text, Website = text, Mastodon = text, ReportLink = text,
                Wants = [new("openrefine", [], text)] }.Check(vocabulary)) { Samples = [.. Prose, .. Links] },
        new("a page on Meta", ["CapX.Data/Organizations/OrganizationCheck.cs"],
            (text, vocabulary) => new OrganizationForm { MetaPage = text }.Check(vocabulary)) { Samples = Links,
                Wrap = text => $"https://meta.wikimedia.org/wiki/{text}" },
        new("a listing", ["CapX.Data/Editing/FormCheck.cs"],
            (text, vocabulary) => new ListingForm { Kind = text, Resource = text, As = text, Title = text, Text = text, Language = text, Capacities = [text],
                Methods = [text], Territories = [text], Languages = [text], Link = text, Licence = text, Format = text }.Check(vocabulary,
                    Today)) { Samples = [.. Prose, .. Links, .. Codes] },
        new("an event", ["CapX.Data/Events/EventZone.cs"],
            (text, vocabulary) => new EventForm { Title = text, Text = text, Kind = EventKind.Both, Place = text, Starts = text, Ends = text, Zone = text,
                WikiPage = text, JoiningLink = text, Seats = text, People = [text], Typed = text,
                Organizations = [text] }.Check(vocabulary)) { Samples = [.. Prose,
                    .. Zones] },
        new("a time", ["CapX.Data/Events/EventZone.cs"],
            (text, _) => { EventZone.Read(text, EventZone.Find(text) ?? "Europe/Berlin"); EventZone.Minutes(text); }) { Samples = Zones },
        new("what is reported", ["CapX.Data/Moderation/ReportReason.cs"],
            (text, _) => { ReportAbout.From("person", text); ReportAbout.From(text, text); }) { Samples = ["Sample_User", "listing", "12"] },
        new("words of moderators", ["CapX.Data/Moderation/FlagWords.cs"],
            (text, _) => FlagWordCommand.Read(text)) { Samples = ["one word\nanother", "中文\nไทย"] },
        new("a name typed once more", ["CapX.Data/Text/UserName.cs"],
            (text, _) => EraseAccountCommand.IsSame(text, "Sample Username")) { Samples = ["Sample_Username", "Sample Username"] },
        new("a user name", ["CapX.Data/Text/UserName.cs"],
            (text, _) => { UserName.Read(text); UserName.Typed(text); }) { Samples = ["user:Sample_User", "w:en:User:Sample",
                "https://meta.wikimedia.org/wiki/User:Sample_%C3%A9?a=b#c", "[[مستخدم:عضوة]]"],
                    Wrap = text => $"https://meta.wikimedia.org/w/index.php?title=User:{Escaped(text)}" },
        new("a number", [], (text,
            _) => { WrittenNumber.Whole(text); WrittenNumber.Fraction(text); WrittenNumber.Day(text); WrittenNumber.Id(text); WrittenNumber.Plain(text);
                }) { Samples = ["١٠٠٬٠٠٠", "1,500.5", "２０２７-10-31", "1\u202F000"] },
        new("what nobody sees", [],
            (text, _) => { Unseen.Drop(text); Unseen.DropFromName(text); Unseen.DropFromText(text); }) { Samples = [.. Prose,
                "\u200Ea\u200D\uFE0F\U000E0041"] },
        new("an address as it is typed", [],
            (text, _) => { TypedAddress.Path(text); TypedAddress.Query(text); }) { Samples = ["/events/١٢.ics", "?q=%E2%80%8Ea&page=%D9%A1", "/people/A"],
                Wrap = text => $"?q={Escaped(text)}" },
        new("a time zone sought by typing", ["CapX.Data/Text/Text.cs"],
            (text, vocabulary) => ZoneSearch.Find(text, vocabulary, M)) { Samples = ["India", "São Paulo", "US/Eastern", "الهند"] },
        new("the code of a capacity", ["CapX.Data/Capacities/ChangeCapacityCommand.cs"], (text, _) => ChangeCapacityCommand.IsCode(text)) { Samples = Codes },
        new("an address of an organization", [],
            (text, _) => OrganizationEndpoints.SlugOf(text)) { Samples = ["https://capx.example/organizations/sample-group/", "sample-group"] },
        new("a word for an act", ["CapX.App/Shell/EnumWord.cs"],
            (text, _) => EnumWord.TryRead<OrganizationAct>(text, out OrganizationAct _)) { Samples = ["Invite", "1", "Invite,Leave"] },
        new("a cookie of a reporter", ["CapX.App/Shell/ReporterCookie.cs"],
            (text, _) => ReadCookie(text)) { Samples = [Protection.CreateProtector("capx-reporter").Protect("ABCDEF")] },
        new("a session's key", [], (text, _) => SessionKey.Hash(text)) { Samples = ["0123456789abcdef"] },
        new("a text that is sought", ["CapX.Data/Text/Text.cs", "CapX.Data/Text/Closeness.cs"],
            (text, _) => { Text.Sought(text); Text.Terms(text); Closeness.Between(text, "wikidata", 2); Closeness.Between("wikidata", text, 2);
                }) { Samples = [.. Prose, "l'éducation", "C++ C#", "編集2026 ปี๒๕๖๙", "دل‌ها"] },
        new("a name that was mistyped", ["CapX.Data/Text/Closeness.cs"],
            (text, vocabulary) => { NameSearch.Of(vocabulary.Languages).NearNames(text).Count(); NameSearch.Of(vocabulary.Capacities).NearWords(text, M);
                }) { Samples = ["portugese", "wikdata", "untied states"] },
    ];

    private static DeliveryTaken Taken =>
        new() { LeaseKey = [], SenderId = 1, SenderName = "Sample", RecipientId = 2, RecipientName = "Other", Channel = DeliveryChannel.Mail, Messages = [] };

    private static QueryCollection Query(string text) => new(QueryHelpers.ParseQuery(text));

    private static QueryCollection Only(string name, string value) =>
        new(new Dictionary<string, Microsoft.Extensions.Primitives.StringValues> { [name] = value });

    private static string InQuery(string text) => Only("q", text) is var one ? QueryString.Create(one).ToString() + $"&through={Escaped(text)}" : "";

    private static string Escaped(string text) => Uri.EscapeDataString(text);

    private static string Draft(string field, string text) => $"{{\"version\":1,\"form\":{{\"{field}\":{Json(text)}}}}}";

    private static string Json(string text) => JsonSerializer.Serialize(text);

    private static void Profile(string text)
    {
        if (WikiHttp.Parse(Encoding.UTF8.GetBytes(text)) is not { } profile) return;
        try
        {
            MediaWikiProfile.Read(profile);
        }
        catch (SignInException)
        {
            // The declared way to refuse an account.
        }
    }

    private static void Answer(string text)
    {
        // The Latin-1 bytes are often invalid UTF-8.
        foreach (var bytes in (byte[][])[Encoding.UTF8.GetBytes(text), Encoding.Latin1.GetBytes(text)])
            if (WikiHttp.Parse(bytes) is { } answer)
                foreach (var name in (string[])["error", "name", "code", "sub"]) ((JsonElement?)answer).Text(name);
    }

    private static void Import(string text, Vocabulary vocabulary, IEnumerable<OrganizationLine> lines)
    {
        try
        {
            foreach (var line in lines) line.Form?.Check(vocabulary);
        }
        catch (UsageException)
        {
            // The declared way to refuse a whole file.
        }
    }

    private static void ReadFile(string text)
    {
        foreach (var bytes in (byte[][])[Encoding.UTF8.GetBytes(text), Encoding.Latin1.GetBytes(text), [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(text)],
            [0xFE, 0xFF, .. Encoding.Latin1.GetBytes(text)]])
        {
            try
            {
                TextFile.Decode(bytes, "a.csv");
            }
            catch (UsageException)
            {
                // The declared way to refuse a file that is not text.
            }
        }
    }

    /// <summary>Callers limit names to the length that a wiki allows.</summary>
    private static void ReadName(string text)
    {
        if (WrittenText.OneLine(text, NameSkeleton.Longest) is not { } name) return;
        NameSkeleton.OfDisplayName(name);
        ReservedNames.In(name);
    }

    private static void ReadReferer(string text)
    {
        var http = new DefaultHttpContext();
        http.Request.Headers.Referer = text;
        AskedUrl.BackTo(http, "/people");
    }

    private static void ReadCookie(string text)
    {
        var http = new DefaultHttpContext();
        http.Request.Headers.Cookie = $"capx-reporter={text}";
        Cookie.Read(http);
    }

    private static ReporterCookie Cookie { get; } = new(Protection, new Settings
    {
        Database = "", Secrets = DatabaseFixture.Secrets, PublicUrl = new Uri("http://127.0.0.1/"), WikiBaseUrl = new Uri("http://127.0.0.1/w"), ClientId = "",
        ClientSecret = "", Contact = "", SourceUrl = new Uri("http://127.0.0.1/"), EmergencyContact = "",
    });
}
