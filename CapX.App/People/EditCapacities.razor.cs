using CapX.App.I18n;
using CapX.Data.People;
using Microsoft.AspNetCore.Components;

namespace CapX.App.People;

/// <summary>Edits what a person knows, offers or wants.</summary>
public partial class EditCapacities
{
    private EditLookup? _lookup;
    private bool _isBrowsing;

    [CascadingParameter] public required Messages M { get; set; }

    [Parameter, EditorRequired] public required CapacityRole Role { get; set; }

    [Parameter, EditorRequired] public required ProfileForm Form { get; set; }

    [Parameter, EditorRequired] public required Vocabulary Lists { get; set; }

    [Parameter, EditorRequired] public required EditErrors Errors { get; set; }

    [Parameter, EditorRequired] public EventCallback<ProfileForm> OnChange { get; set; }

    private string RoleKey => Role.ToString().ToLowerInvariant();

    private ProfileField Field => Role switch
    {
        CapacityRole.Offers => ProfileField.Offers,
        CapacityRole.Wants => ProfileField.Wants,
        _ => ProfileField.Knows,
    };

    /// <summary>What was chosen for this role.</summary>
    private IReadOnlyList<SharedCapacity> Chosen => Role switch
    {
        CapacityRole.Offers => Form.Offers,
        CapacityRole.Wants => Form.Wants,
        _ => [.. Form.Knows.Select(Plain)],
    };

    /// <summary>What is offered is also known: it stands among the known ones as long as it is offered.</summary>
    private IEnumerable<SharedCapacity> Rows => Role == CapacityRole.Knows ? Chosen.Concat(Form.Offers.Where(o => !Form.Knows.Contains(o.Code)).Select(o => Plain(o.Code))) : Chosen;

    private static SharedCapacity Plain(string code) => new(code, [], null);

    private bool Has(string code) => Rows.Any(r => r.Code == code);

    private bool IsOffered(string code) => Role == CapacityRole.Knows && Form.Offers.Any(o => o.Code == code);

    private string? PathOf(string code) => Lists.Capacities.Find(code) is { } entry ? NameSearch.Of(Lists.Capacities).Above(entry, M) : null;

    private Task AddAsync(string code) => Has(code) ? Task.CompletedTask : ChangeAsync([.. Chosen, Plain(code)]);

    private Task SetAsync(SharedCapacity shared) => ChangeAsync([.. Chosen.Select(r => r.Code == shared.Code ? shared : r)]);

    private Task RemoveAsync(string code) => ChangeAsync([.. Chosen.Where(r => r.Code != code)]);

    private async Task RemoveFromListAsync(string code)
    {
        await RemoveAsync(code);
        // The button that had the keyboard is gone.
        await _lookup!.FocusAsync();
    }

    private Task ChangeAsync(IReadOnlyList<SharedCapacity> rows) => OnChange.InvokeAsync(Role switch
    {
        CapacityRole.Offers => Form with { Offers = rows },
        CapacityRole.Wants => Form with { Wants = rows },
        _ => Form with { Knows = [.. rows.Select(r => r.Code)] },
    });
}
