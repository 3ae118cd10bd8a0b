using CapX.App.I18n;
using CapX.App.Shell;
using CapX.App.SignIn;
using CapX.Data.Events;
using CapX.Data.Listings;
using CapX.Data.Organizations;
using Microsoft.AspNetCore.Components;

namespace CapX.App.Organizations;

/// <summary>/organizations/{slug}: one organization. 404 when the viewer may not see it.</summary>
public sealed partial class OrganizationPage(OrganizationQuery query, FindListingsQuery listings, OrganizedEventsQuery events, RefusedText refused,
    Vocabulary vocabulary, TimeProvider time, NavigationManager navigation)
{
    private OrganizationShown? _found;
    private IReadOnlyList<ListingFound> _listings = [];
    private IReadOnlyList<EventFound> _events = [];
    private bool _isMember;

    [CascadingParameter] public required Messages M { get; set; }

    [CascadingParameter] public required HttpContext Http { get; set; }

    [Parameter] public required string Slug { get; set; }

    /// <summary>The action of a form on this page.</summary>
    [SupplyParameterFromQuery] public string? Did { get; set; }

    /// <summary>The outcome of that action.</summary>
    [SupplyParameterFromQuery] public string? Came { get; set; }

    private string? RefusedBy(Func<string, string> form) => refused.Find(CurrentPerson.From(Http.User)?.Id, form(_found!.Organization.Slug));

    protected override async Task OnParametersSetAsync()
    {
        _isMember = CurrentPerson.From(Http.User) is not null;
        var viewer = CurrentPerson.ViewerOf(Http.User);
        var found = await query.RunAsync(Slug, viewer, Http.RequestAborted);
        if (found is null)
        {
            navigation.NotFound();
        }
        else if (found.Organization.Slug != Slug)
        {
            Http.Response.Redirect(OrganizationUrls.Organization(found.Organization.Slug), permanent: true);
        }
        else
        {
            _listings = await listings.PostedByAsync(null, found.Organization.Id, viewer, Http.RequestAborted);
            _events = await events.OfOrganizationAsync(found.Organization.Id, viewer, Http.RequestAborted);
            _found = found;
        }
    }
}
