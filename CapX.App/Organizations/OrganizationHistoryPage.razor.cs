using CapX.App.I18n;
using CapX.App.SignIn;
using CapX.Data.Organizations;
using Microsoft.AspNetCore.Components;

namespace CapX.App.Organizations;

/// <summary>/organizations/{slug}/history: the changes of an organization, for its managers and curators. Every saved version can be restored.</summary>
public sealed partial class OrganizationHistoryPage(OrganizationQuery query, OrganizationHistoryQuery history, Vocabulary vocabulary, TimeProvider time,
    NavigationManager navigation)
{
    private OrganizationShown? _shown;
    private IReadOnlyList<(OrganizationChange Change, IReadOnlyList<OrganizationField> Fields)> _entries = [];
    private ulong? _latest;

    [CascadingParameter] public required Messages M { get; set; }

    [CascadingParameter] public required HttpContext Http { get; set; }

    [Parameter] public required string Slug { get; set; }

    protected override async Task OnInitializedAsync()
    {
        var viewer = CurrentPerson.ViewerOf(Http.User);
        if (await query.RunAsync(Slug, viewer, Http.RequestAborted) is not { } shown || !(shown.IsManager || shown.IsCurator)
            || shown.Organization.Slug != Slug)
        {
            navigation.NotFound();
            return;
        }
        _shown = shown;
        var changes = await history.RunAsync(Slug, viewer, Http.RequestAborted);
        var saves = changes.Where(c => c.Form is not null).ToList();
        _latest = saves.FirstOrDefault()?.Id;
        _entries = [.. changes.Select(c => (c, Differs(c, saves)))];
    }

    /// <summary>The fields in which a save differs from the one before it.</summary>
    private static IReadOnlyList<OrganizationField> Differs(OrganizationChange change, List<OrganizationChange> saves) =>
        change.Form is { } form && saves.FirstOrDefault(s => s.Id < change.Id)?.Form is { } before ? [.. form.DiffersIn(before)] : [];
}
