using System.Globalization;
using CapX.App.I18n;
using CapX.App.SignIn;
using CapX.Data.Editing;
using CapX.Data.Exchanges;
using CapX.Data.Organizations;
using CapX.Data.People;
using Microsoft.AspNetCore.Components;

namespace CapX.App.Exchanges;

/// <summary>/exchanges/propose: asks a person, an organization or the author of a listing for help, or offers help, for oneself or for an
/// organization.</summary>
public sealed partial class ProposePage(
    FindPersonQuery find, AskedOrganizationQuery asked, AskedListingQuery listings, AffiliationsQuery affiliations, ProposeCommand propose, DraftQuery drafts,
    DropDraftCommand drop, DeliveryChannelQuery channel, Vocabulary vocabulary, TimeProvider time, NavigationManager navigation)
{
    private ProposalTo? _to;
    private AskedListing? _listing;
    private CurrentPerson? _person;
    private DeliveryWay _way = new();
    private Guid _key;
    private PlainDraft? _draft;
    private OwnLists _own = OwnLists.Empty;
    private ProposalRefusal? _refusal;
    private List<CodeEntry> _first = [];
    private List<CodeEntry> _others = [];
    private IReadOnlyList<string> _languages = [];
    private List<Affiliation> _mine = [];
    private List<string> _back = [];

    [CascadingParameter] public required Messages M { get; set; }

    [CascadingParameter] public required HttpContext Http { get; set; }

    [SupplyParameterFromQuery] public string? To { get; set; }

    /// <summary>The slug of the recipient, if it is an organization.</summary>
    [SupplyParameterFromQuery] public string? Organization { get; set; }

    /// <summary>The id of the listing the proposal answers. It determines recipient and kind.</summary>
    [SupplyParameterFromQuery] public string? Listing { get; set; }

    /// <summary>"ask" or "offer".</summary>
    [SupplyParameterFromQuery] public string? Kind { get; set; }

    [SupplyParameterFromQuery(Name = "capacity")] public string? Chosen { get; set; }

    [SupplyParameterFromForm] public string? Key { get; set; }

    /// <summary>The organization that proposes. Empty for oneself.</summary>
    [SupplyParameterFromForm] public string? As { get; set; }

    [SupplyParameterFromForm] public string? Capacity { get; set; }

    [SupplyParameterFromForm] public string? Method { get; set; }

    [SupplyParameterFromForm] public string? Message { get; set; }

    [SupplyParameterFromForm] public string? Hope { get; set; }

    [SupplyParameterFromForm] public string? Gives { get; set; }

    [SupplyParameterFromForm] public string? Language { get; set; }

    private bool IsOffer => _listing is null ? Kind == "offer" : _listing.Kind == ExchangeKind.Offer;

    // A submitted form stays with its text whatever the command returns. A block looks exactly like a person who stopped taking requests.
    private bool IsSent => HttpMethods.IsPost(Http.Request.Method);

    // A proposal about a listing is limited to the listing's capacities.
    private bool IsOfListing => _listing is { Capacities.Count: > 0 };

    // Input typed before the block is still shown, with the reason.
    private bool IsBlocked => _person!.Blocked && !HttpMethods.IsPost(Http.Request.Method);

    private string Name => _to!.Name;

    private string DraftName =>
        ProposalDraft.Of(IsOffer ? ExchangeKind.Offer : ExchangeKind.Ask, _listing is null ? _to!.Page : ListingUrls.Listing(_listing.Id));

    private string Title => M[IsOffer ? "exchanges-propose-title-offer" : "exchanges-propose-title-ask", Name];

    private string? GivesHelp => _back.Count == 0 ? null : M[IsOffer ? "exchanges-propose-back-offer" : "exchanges-propose-back-ask", M.List(_back)];

    protected override async Task OnInitializedAsync()
    {
        _person = CurrentPerson.From(Http.User);
        _to = _person is null ? null : await FindAsync(_person);
        if (_to is null)
        {
            navigation.NotFound();
            return;
        }
        _mine = [.. (await affiliations.RunAsync(_person!.Id, _person.Viewer, Http.RequestAborted)).Where(a => a.IsManager && a.Id != _to.OrganizationId)];
        _way = _to.Slug is { } slug ? await channel.ToOrganizationAsync(_person.Id, slug, Http.RequestAborted)
            : await channel.RunAsync(_person.Id, _to.PersonId!.Value, Http.RequestAborted);
        _key = Guid.TryParse(Key, out var key) ? key : Guid.NewGuid();
        if (!IsSent) await ReadDraftAsync();
        Capacity ??= vocabulary.Capacities.Find(Chosen)?.Code;
        Fill(_to);
    }

    private async Task ReadDraftAsync()
    {
        _draft = PlainDraft.Read(await drafts.RunAsync(_person!.Id, DraftName, Http.RequestAborted));
        if (_draft is not { } kept) return;
        (As, Capacity, Method, Language) = (kept[nameof(As)], vocabulary.Capacities.Find(kept[nameof(Capacity)])?.Code, kept[nameof(Method)],
            kept[nameof(Language)]);
        (Message, Hope, Gives) = (kept[nameof(Message)], kept[nameof(Hope)], kept[nameof(Gives)]);
    }

    private async Task<ProposalTo?> FindAsync(CurrentPerson person)
    {
        if (!string.IsNullOrWhiteSpace(Listing))
        {
            _listing = WrittenNumber.Id(Listing) is { } id ? await listings.RunAsync(id, person.Id, Http.RequestAborted) : null;
            if (_listing is null) return null;
            (To, Organization) = (_listing.PersonId is null ? null : _listing.Owner, _listing.PersonId is null ? _listing.Owner : null);
        }
        var isToOrganization = !string.IsNullOrWhiteSpace(Organization);
        if (!isToOrganization && string.IsNullOrWhiteSpace(To)) return null;
        (var found, _own) = await find.BesideOwnAsync(isToOrganization ? person.Username : To!, person.Viewer, Http.RequestAborted);
        if (isToOrganization)
            return await asked.RunAsync(Organization!, person.Id, Http.RequestAborted) is { } organization ? ProposalTo.Of(organization, M) : null;
        return found is null ? null : ProposalTo.Of(found.Person, person.Id, DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime));
    }

    private void Fill(ProposalTo other)
    {
        var theirs = _listing is { Capacities: [_, ..] about } ? about : (IsOffer ? other.Wants : other.Offers).Select(c => c.Code);
        _first = [.. theirs.Select(code => vocabulary.Capacities[code]).ByName(vocabulary.Capacities, M)];
        // A listing about one capacity leaves no choice. In all other cases the user chooses.
        if (IsOfListing && _first is [var only]) Capacity ??= only.Code;
        _others = IsOfListing ? [] : [.. vocabulary.Capacities.Entries.Where(e => !e.IsRetired).Except(_first).ByName(vocabulary.Capacities, M)];
        _languages = CommonLanguages.Of(vocabulary.Languages, other.Languages, CommonLanguages.Spoken(_own.Languages));
        // The return favour: what one side offers and the other wants, or something below it.
        var (offered, wanted) = IsOffer ? (other.Offers, _own.Wants) : (_own.Offers, other.Wants);
        _back = [.. offered.Where(o => vocabulary.Capacities.Path(vocabulary.Capacities[o.Code]).Any(above => wanted.Any(w => w.Code == above.Code)))
            .Select(o => vocabulary.Capacities[o.Code].Name(M.Chain))];
        Gives ??= M.List(_back);
    }

    private async Task SendAsync()
    {
        var outcome = await propose.RunAsync(_person!.Actor, new Proposal
        {
            RecipientId = _to!.PersonId,
            OrganizationId = _to.OrganizationId,
            ListingId = _listing?.Id,
            AsOrganizationId = string.IsNullOrEmpty(As) ? null : ulong.TryParse(As, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0,
            Kind = IsOffer ? ExchangeKind.Offer : ExchangeKind.Ask,
            Capacity = Capacity ?? "",
            Method = Method,
            Hope = Hope ?? "",
            Gives = Gives ?? "",
            Message = Message ?? "",
            Language = Language,
            FormKey = _key,
        }, Http.RequestAborted);
        switch (outcome)
        {
            case ProposalMade(var made):
                await drop.RunAsync(_person.Actor, DraftName, Http.RequestAborted);
                navigation.NavigateTo(await channel.WaitsForLeaveAsync(_person.Id, made, Http.RequestAborted)
                    ? WikiUrls.WikiAccessAskThen(ExchangeUrls.Exchange(made))
                    : ExchangeUrls.Exchange(made));
                break;
            case ProposalRefused(ProposalRefusal.SignedOut):
                navigation.NavigateTo(SignInUrls.SignIn(Shell.AskedUrl.Of(Http)));
                break;
            case ProposalRefused(var why):
                _refusal = why;
                if (why != ProposalRefusal.TooMany) break;
                Http.Response.StatusCode = StatusCodes.Status429TooManyRequests;
                Http.Response.Headers.RetryAfter = "86400";
                break;
        }
    }

    private static string Code(ProposalRefusal refusal) => refusal switch
    {
        ProposalRefusal.Blocked => "blocked",
        ProposalRefusal.Limited => "limited",
        ProposalRefusal.Own => "own",
        ProposalRefusal.NotSpeaking => "not-speaking",
        ProposalRefusal.NobodySpeaks => "nobody-speaks",
        ProposalRefusal.NotTaking => "not-taking",
        ProposalRefusal.UnknownCapacity => "capacity",
        ProposalRefusal.ListingClosed => "listing-closed",
        ProposalRefusal.NoMessage => "no-message",
        ProposalRefusal.BadText => "text",
        ProposalRefusal.TooMany => "too-many",
        ProposalRefusal.DeclinedTwice => "declined-twice",
        _ => "not-now",
    };
}
