using CapX.App.I18n;
using CapX.App.SignIn;
using CapX.Data.Capacities;
using CapX.Data.Index;
using CapX.Data.People;
using Microsoft.AspNetCore.Components;

namespace CapX.App.Capacities;

/// <summary>/capacities/{code}: a capacity's description, its place in the tree, and the people who offer and want it.</summary>
public sealed partial class CapacityPage(CapacityQuery capacity, FindPeopleQuery find, PeopleIndex index, Vocabulary vocabulary, TimeProvider time,
    NavigationManager navigation)
{
    private const int Shown = 5;
    private CodeEntry? _entry;
    private Viewer _viewer = Viewer.Anonymous;
    private CapacityDescription? _description;
    private IReadOnlyDictionary<string, CapacityCount> _counts = new Dictionary<string, CapacityCount>();
    private (IReadOnlyList<PersonFound> Items, int Total) _offering = ([], 0);
    private (IReadOnlyList<PersonFound> Items, int Total) _wanting = ([], 0);

    [CascadingParameter] public required Messages M { get; set; }

    [CascadingParameter] public required HttpContext Http { get; set; }

    [Parameter] public required string Code { get; set; }

    private bool IsCurator => CurrentPerson.From(Http.User) is { IsCurator: true };

    protected override async Task OnParametersSetAsync()
    {
        var entry = vocabulary.Capacities.Find(Code);
        if (entry is null)
        {
            navigation.NotFound();
            return;
        }
        if (!entry.Code.Equals(Code, StringComparison.OrdinalIgnoreCase))
        {
            // The capacity was given another code, or merged into another.
            Http.Response.Redirect(CapacityUrls.Capacity(entry.Code), permanent: true);
            return;
        }
        var viewer = _viewer = CurrentPerson.ViewerOf(Http.User);
        _description = await capacity.RunAsync(entry.Id, M.Chain, Http.RequestAborted);
        _counts = index.CapacityCounts(viewer).ToDictionary(c => c.Code, StringComparer.Ordinal);

        // Reads both lists with one command.
        var offering = index.Find(new PeopleFilter { [Facet.Offers] = [entry.Code], PageSize = Shown }, viewer);
        var wanting = index.Find(new PeopleFilter { [Facet.Wants] = [entry.Code], PageSize = Shown }, viewer);
        var people = (await find.ByIdAsync([.. offering.Ids.Union(wanting.Ids)], viewer, Http.RequestAborted)).ToDictionary(p => p.Id);
        _offering = ([.. offering.Ids.Where(people.ContainsKey).Select(id => people[id])], offering.Total);
        _wanting = ([.. wanting.Ids.Where(people.ContainsKey).Select(id => people[id])], wanting.Total);
        // Set last: the page renders nothing before all data is loaded.
        _entry = entry;
    }
}
