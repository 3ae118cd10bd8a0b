using CapX.App.I18n;
using CapX.App.SignIn;
using CapX.Data.Exchanges;
using CapX.Data.People;
using Microsoft.AspNetCore.Components;

namespace CapX.App.Exchanges;

/// <summary>/exchanges/propose: asks somebody for help or offers it.</summary>
public sealed partial class ProposePage(FindPersonQuery find, ProposeCommand propose, DeliveryChannelQuery channel, Vocabulary lists, TimeProvider time, NavigationManager navigation)
{
    private PersonFound? _other;
    private CurrentPerson? _person;
    private DeliveryWay _way = new();
    private Guid _key;
    private ProposalRefusal? _refusal;
    private List<CodeEntry> _first = [];
    private List<CodeEntry> _others = [];
    private List<string> _languages = [];
    private List<string> _back = [];

    [CascadingParameter] public required Messages M { get; set; }

    [CascadingParameter] public required HttpContext Http { get; set; }

    [SupplyParameterFromQuery] public string? To { get; set; }

    /// <summary>"ask" or "offer".</summary>
    [SupplyParameterFromQuery] public string? Kind { get; set; }

    [SupplyParameterFromQuery(Name = "capacity")] public string? Chosen { get; set; }

    [SupplyParameterFromForm] public string? Key { get; set; }

    [SupplyParameterFromForm] public string? Capacity { get; set; }

    [SupplyParameterFromForm] public string? Method { get; set; }

    [SupplyParameterFromForm] public string? Message { get; set; }

    [SupplyParameterFromForm] public string? Hope { get; set; }

    [SupplyParameterFromForm] public string? Gives { get; set; }

    [SupplyParameterFromForm] public string? Language { get; set; }

    private bool IsOffer => Kind == "offer";

    private string Name => _other!.DisplayName ?? _other.Username;

    private string Title => M[IsOffer ? "exchanges-propose-title-offer" : "exchanges-propose-title-ask", Name];

    private string? GivesHelp => _back.Count == 0 ? null : M[IsOffer ? "exchanges-propose-back-offer" : "exchanges-propose-back-ask", M.List(_back)];

    private DateOnly? NotTakingUntil => _other!.NotTakingUntil is { } until && until >= DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime) ? until : null;

    protected override async Task OnInitializedAsync()
    {
        _person = CurrentPerson.From(Http.User);
        var found = _person is null || string.IsNullOrWhiteSpace(To) ? null : await find.RunAsync(To, _person.Viewer, Http.RequestAborted);
        if (found is null || found.Person.Id == _person!.Id)
        {
            navigation.NotFound();
            return;
        }
        var mine = (await find.RunAsync(_person.Username, _person.Viewer, Http.RequestAborted))?.Person;
        _way = await channel.RunAsync(_person.Id, found.Person.Id, Http.RequestAborted);
        _other = found.Person;
        _key = Guid.TryParse(Key, out var key) ? key : Guid.NewGuid();
        Capacity ??= lists.Capacities.Find(Chosen)?.Code;
        Fill(_other, mine);
    }

    private void Fill(PersonFound other, PersonFound? mine)
    {
        var theirs = IsOffer ? other.Wants : other.Offers;
        _first = [.. theirs.Select(c => lists.Capacities[c.Code]).ByName(lists.Capacities, M)];
        Capacity ??= _first is [var only, ..] ? only.Code : null;
        _others = [.. lists.Capacities.Entries.Except(_first).ByName(lists.Capacities, M)];
        _languages = [.. other.Languages.Where(l => l.Level != "0").Select(l => l.Code).Intersect(mine?.Languages.Where(l => l.Level != "0").Select(l => l.Code) ?? [])];
        // The way back: what one of the two offers and the other wants, or something below it.
        var (offered, wanted) = IsOffer ? (other.Offers, mine?.Wants ?? []) : (mine?.Offers ?? [], other.Wants);
        _back = [.. offered.Where(o => lists.Capacities.Path(lists.Capacities[o.Code]).Any(above => wanted.Any(w => w.Code == above.Code))).Select(o => lists.Capacities[o.Code].Name(M.Chain))];
        Gives ??= M.List(_back);
    }

    private async Task SendAsync()
    {
        var outcome = await propose.RunAsync(_person!.Actor, new Proposal
        {
            RecipientId = _other!.Id,
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
            case ProposalMade(var id):
                navigation.NavigateTo(Urls.Exchange(id));
                break;
            case ProposalRefused(ProposalRefusal.SignedOut):
                navigation.NavigateTo(Urls.SignIn(Urls.ProposeTo(_other.Username, IsOffer ? ExchangeKind.Offer : ExchangeKind.Ask)));
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
        ProposalRefusal.NotTaking => "not-taking",
        ProposalRefusal.UnknownCapacity => "capacity",
        ProposalRefusal.NoMessage => "no-message",
        ProposalRefusal.BadText => "text",
        ProposalRefusal.TooMany => "too-many",
        ProposalRefusal.DeclinedTwice => "declined-twice",
        _ => "not-now",
    };
}
