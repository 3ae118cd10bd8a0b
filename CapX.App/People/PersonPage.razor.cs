using CapX.App.I18n;
using CapX.App.SignIn;
using CapX.Data.Organizations;
using CapX.Data.People;
using Microsoft.AspNetCore.Components;

namespace CapX.App.People;

/// <summary>/people/{username}: one person. 404 when the viewer may not see the profile.</summary>
public sealed partial class PersonPage(FindPersonQuery find, AffiliationsQuery affiliations, IEnumerable<PersonPart> parts,
    Vocabulary vocabulary, SiteAddress site, TimeProvider time, NavigationManager navigation)
{
    private ProfileFound? _found;
    private IReadOnlyList<Affiliation> _affiliations = [];
    private readonly List<RenderFragment> _parts = [];
    private bool _isOwn;
    private bool _asVisitor;
    private bool _isMember;

    [CascadingParameter] public required Messages M { get; set; }

    [CascadingParameter] public required HttpContext Http { get; set; }

    [Parameter] public required string Username { get; set; }

    /// <summary>"visitor" shows the user's own page as visitors see it.</summary>
    [SupplyParameterFromQuery] public string? As { get; set; }

    private string? Name => _found is { Person: var person } ? PersonNames.PlainOf(person.Username, person.DisplayName) : null;

    protected override async Task OnParametersSetAsync()
    {
        var viewer = CurrentPerson.ViewerOf(Http.User);
        _isMember = viewer.IsMember;
        _found = await find.RunAsync(Username, viewer, Http.RequestAborted);
        if (_found is null)
        {
            navigation.NotFound();
            return;
        }
        _isOwn = _found.Person.Id == viewer.PersonId;
        _asVisitor = _isOwn && As == "visitor";
        if (_asVisitor)
        {
            viewer = Viewer.Anonymous;
            _found = await find.RunAsync(Username, viewer, Http.RequestAborted) ?? _found;
        }
        if (_found.HasOrganizations) _affiliations = await affiliations.RunAsync(_found.Person.Id, viewer, Http.RequestAborted);
        if (_asVisitor) return;
        _parts.Clear();
        foreach (var part in parts)
            if (await part.ReadAsync(_found, viewer, Http) is { } drawn) _parts.Add(drawn);
    }
}
