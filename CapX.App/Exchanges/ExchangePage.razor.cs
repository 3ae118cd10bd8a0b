using System.Globalization;
using CapX.App.I18n;
using CapX.App.Shell;
using CapX.App.SignIn;
using CapX.Data.Exchanges;
using Microsoft.AspNetCore.Components;

namespace CapX.App.Exchanges;

/// <summary>/exchanges/{id}: one exchange for its two parties. Everyone else gets 404.</summary>
public sealed partial class ExchangePage(ExchangeQuery query, ExchangeShown shown, Vocabulary vocabulary, NavigationManager navigation)
{
    [CascadingParameter] public required Messages M { get; set; }

    [CascadingParameter] public required HttpContext Http { get; set; }

    [Parameter] public required string Id { get; set; }

    /// <summary>Why an action was refused: an <see cref="ExchangeActResult"/> in lower case.</summary>
    [SupplyParameterFromQuery] public string? Refused { get; set; }

    private bool IsLearning => _exchange!.Kind == ExchangeKind.Ask == (_exchange.Side == ExchangeSide.Proposer);

    private string? RefusedText => EnumWord.TryRead<ExchangeActResult>(Refused, out var answer) ? answer switch
    {
        ExchangeActResult.NotNow => M["exchanges-refused-not-now"],
        ExchangeActResult.BadText => M["exchanges-refused-text"],
        ExchangeActResult.TooOften => M["exchanges-refused-too-often"],
        ExchangeActResult.Blocked => M["exchanges-refused-blocked"],
        _ => null,
    } : null;

    protected override async Task OnInitializedAsync()
    {
        var person = CurrentPerson.From(Http.User);
        _exchange = person is not null && ulong.TryParse(Id, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? await query.RunAsync(id, person.Id, Http.RequestAborted) : null;
        if (_exchange is null)
        {
            navigation.NotFound();
            return;
        }
        // A GET request changes nothing. The island marks the exchange as read, or a button when scripts are off.
        shown.Exchange = _exchange;
    }
}
