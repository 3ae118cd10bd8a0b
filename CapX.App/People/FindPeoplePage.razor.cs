using CapX.App.I18n;
using CapX.App.Search;
using CapX.App.SignIn;
using CapX.Data.Index;
using CapX.Data.People;
using Microsoft.AspNetCore.Components;

namespace CapX.App.People;

/// <summary>/people. The query string holds the state. Invalid parameters are ignored and reported.</summary>
public sealed partial class FindPeoplePage(FindPeopleQuery find, PeopleIndex index, Vocabulary vocabulary, TimeProvider time)
{
    private Viewer _viewer = Viewer.Anonymous;
    private PeopleAsked? _asked;
    private PeopleFound? _found;
    private ListShown? _shown;

    [CascadingParameter] public required Messages M { get; set; }

    [CascadingParameter] public required HttpContext Http { get; set; }

    protected override async Task OnParametersSetAsync()
    {
        _asked = new PeopleAsked(PeopleFilterParser.List, Http.Request.Query, vocabulary);
        _viewer = CurrentPerson.ViewerOf(Http.User);
        var found = await find.RunAsync(_asked.Filter, _viewer, Http.RequestAborted);
        _shown = _asked.Show(found, index, _viewer, M);
        _found = found;
    }
}
