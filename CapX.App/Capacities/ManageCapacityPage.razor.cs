using CapX.App.I18n;
using CapX.App.SignIn;
using CapX.Data.Capacities;
using Microsoft.AspNetCore.Components;

namespace CapX.App.Capacities;

/// <summary>/capacities/manage/{code}: everything about one capacity, and the links to change it. Curators only.</summary>
public sealed partial class ManageCapacityPage(ManagedCapacityQuery query, Vocabulary vocabulary, NavigationManager navigation)
{
    private static readonly string[] Acts = ["names", "move", "merge", "code", "retire", "restore", "add", "unchanged"];
    private ManagedCapacity? _capacity;
    private CodeEntry? _entry;
    private IReadOnlyList<string> _above = [];

    [CascadingParameter] public required Messages M { get; set; }

    [CascadingParameter] public required HttpContext Http { get; set; }

    [Parameter] public required string Code { get; set; }

    /// <summary>The change that was just made.</summary>
    [SupplyParameterFromQuery] public string? Did { get; set; }

    protected override async Task OnInitializedAsync()
    {
        var tree = vocabulary.Capacities;
        var entry = tree.Find(Code);
        if (entry is null || await query.RunAsync(entry.Code, CurrentPerson.ViewerOf(Http.User), Http.RequestAborted) is not { } capacity)
        {
            navigation.NotFound();
            return;
        }
        if (entry.Code != Code) Http.Response.Redirect(CapacityUrls.ManageCapacity(entry.Code));
        _above = [.. tree.Path(entry).SkipLast(1).Select(e => e.Name(M.Chain))];
        (_capacity, _entry) = (capacity, entry);
    }
}
