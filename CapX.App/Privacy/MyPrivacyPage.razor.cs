using CapX.App.I18n;
using CapX.App.People;
using CapX.App.SignIn;
using CapX.Data.Content;
using CapX.Data.Organizations;
using CapX.Data.People;
using CapX.Data.Privacy;
using CapX.Data.SignIn;
using Microsoft.AspNetCore.Components;

namespace CapX.App.Privacy;

/// <summary>The user's own data in readable form.</summary>
public partial class MyPrivacyPage
{
    /// <summary>The query string value that says the typed user name was wrong.</summary>
    public const string OtherName = "other-name";

    private AccountExport? _export;
    private CurrentPerson? _person;
    private IReadOnlyList<OpenSession> _sessions = [];
    private bool _isFresh;

    [Inject] private ExportQuery Query { get; set; } = null!;

    [Inject] private IEnumerable<StoredKind> Kinds { get; set; } = null!;

    [Inject] private SessionsQuery Sessions { get; set; } = null!;

    [Inject] private FreshApproval Approval { get; set; } = null!;

    [Inject] private TimeProvider Time { get; set; } = null!;

    [CascadingParameter] public required Messages M { get; set; }

    [CascadingParameter] public HttpContext? Http { get; set; }

    [SupplyParameterFromQuery] public string? Erase { get; set; }

    private bool IsOtherName => Erase == OtherName;

    protected override async Task OnInitializedAsync()
    {
        _person = CurrentPerson.From(Http?.User);
        if (_person is null) return;
        _sessions = await Sessions.RunAsync(_person.Id, Http!.RequestAborted);
        _isFresh = Approval.IsWanted ? Approval.GivenAt(Http, _person) is not null
            : _sessions.Any(s => s.Id.AsSpan().SequenceEqual(_person.Session) && s.CreatedAt >= Time.GetUtcNow().UtcDateTime - SessionLife.Fresh);
        _export = await Query.RunAsync(_person.Id, Http.RequestAborted);
    }

    private IEnumerable<StoredValue> Account(AccountExport export)
    {
        var account = export.Account;
        yield return new(M["privacy-mine-username"], [account.Username]);
        yield return new(M["privacy-mine-id"], [account.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        yield return new(M["privacy-mine-joined"], [M.DateAndTime(account.JoinedAt)]);
        if (account.SignedInAt is { } last) yield return new(M["privacy-mine-signed-in"], [M.DateAndTime(last)]);
        if (account.InterfaceLanguage is { } language)
            yield return new(M["privacy-mine-language"], [Vocabulary.Languages.Find(language)?.Name(M.Chain) ?? language]);
        if (account.Blocked) yield return new(M["privacy-mine-blocked"], [M["privacy-mine-blocked-text"]]);
        if (account.NameLostAt is { } lost) yield return new(M["privacy-mine-name-lost"], [M.DateAndTime(lost)]);
    }

    private IEnumerable<StoredValue> Profile(AccountExport export)
    {
        var profile = export.Profile;
        var form = new ProfileForm
        {
            DisplayName = profile.DisplayName ?? "",
            About = profile.About ?? "",
            AboutLanguage = profile.AboutLanguage ?? "",
            Languages = export.Languages,
            Territories = export.Territories,
            Projects = export.Projects,
            HomeWiki = profile.HomeWiki ?? "",
            Knows = export.Knows,
            Offers = export.Offers,
            Wants = export.Wants,
            NotTakingUntil = profile.NotTakingUntil,
            Visibility = Enum.Parse<ProfileVisibility>(profile.Visibility, ignoreCase: true),
            Indexable = profile.Indexable,
            Parts = new ProfileParts
            {
                About = Seen(profile.AboutSeen), Languages = Seen(profile.LanguagesSeen), Territories = Seen(profile.TerritoriesSeen),
                Affiliations = Seen(profile.AffiliationsSeen), Exchanges = Seen(profile.ExchangesSeen)
            },
        };
        foreach (var field in Enum.GetValues<ProfileField>())
            if (ProfileTexts.Lines(field, form, Vocabulary, M) is { Count: > 0 } lines)
                yield return new(ProfileTexts.Name(field, M), lines);
        if (profile.HiddenDisplayName is { } hidden) yield return new(M["privacy-mine-display-name-hidden"], [hidden]);
        yield return new(M["privacy-mine-updated"], [M.DateAndTime(profile.UpdatedAt!.Value)]);
    }

    private static ExportedOrganizations Organizations(AccountExport export) => export.Of<ExportedOrganizations>();

    private static PartVisibility Seen(string stored) => Enum.Parse<PartVisibility>(stored, ignoreCase: true);
}
