using CapX.App.I18n;
using CapX.App.SignIn;
using CapX.Data.Events;
using CapX.Data.Exchanges;
using CapX.Data.Index;
using CapX.Data.People;
using Microsoft.AspNetCore.Components;

namespace CapX.App.Home;

/// <summary>The home page. Visitors see what the site is. Members see what waits for them, who offers what they want, who wants what they
/// offer, and their events.</summary>
public sealed partial class HomePage(PeopleIndex index, FindPersonQuery find, ExchangesQuery exchanges, ComingEventsQuery coming,
    Vocabulary vocabulary, TimeProvider time)
{
    private OfferFigures _figures = new(0, 0, 0);
    private PersonFound? _me;
    private IReadOnlyList<ExchangeListed> _waiting = [];

    // Suspended users see what visitors see, and the reason.
    private bool _isSuspended;
    private IReadOnlyList<ComingEvent> _events = [];
    private IReadOnlyList<HomeCapacity> _wanted = [];
    private IReadOnlyList<HomeCapacity> _offered = [];

    [CascadingParameter] public required Messages M { get; set; }

    [CascadingParameter] public required HttpContext Http { get; set; }

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    protected override async Task OnInitializedAsync()
    {
        var viewer = CurrentPerson.ViewerOf(Http.User);
        _figures = index.OfferFigures(viewer);
        if (CurrentPerson.From(Http.User) is not { } person) return;
        _isSuspended = person.IsSuspended;
        if (_isSuspended) return;
        _me = (await find.RunAsync(person.Username, viewer, Http.RequestAborted))?.Person;
        if (_me is null) return;
        _waiting = await exchanges.WaitingAsync(_me.Id, Now, Http.RequestAborted);
        _events = await coming.RunAsync(_me.Id, Http.RequestAborted);
        _wanted = Count(_me.Wants, Facet.Offers, viewer);
        _offered = Count(_me.Offers, Facet.Wants, viewer);
    }

    /// <summary>Counts the people in the opposite role for each of the user's capacities.</summary>
    private List<HomeCapacity> Count(IReadOnlyList<SharedCapacity> mine, Facet role, Viewer viewer) =>
    [
        .. from capacity in mine
           let name = vocabulary.Capacities[capacity.Code].Name(M.Chain)
           select new HomeCapacity(name, PeopleUrls.PeopleWho(role, capacity.Code), index.Count(new PeopleFilter().With(role, [capacity.Code]), viewer)),
    ];
}

/// <summary>One of the user's capacities, with the number of people in the opposite role.</summary>
public sealed record HomeCapacity(string Name, string Address, int Count);
