using System.Globalization;
using CapX.App.I18n;
using CapX.App.SignIn;
using CapX.Data.Editing;
using CapX.Data.Exchanges;
using Microsoft.AspNetCore.Components;

namespace CapX.App.Exchanges;

/// <summary>/exchanges/{id}/outcome: one side reports the outcome of an exchange.</summary>
public sealed partial class OutcomePage(ExchangeQuery query, WriteOutcomeCommand write, DraftQuery drafts, DropDraftCommand drop, Vocabulary vocabulary,
    NavigationManager navigation)
{
    private ExchangeFound? _exchange;
    private CurrentPerson? _person;
    private string? _problem;
    private PlainDraft? _draft;
    private bool _isBadNumber;

    [CascadingParameter] public required Messages M { get; set; }

    [CascadingParameter] public required HttpContext Http { get; set; }

    [Parameter] public required string Id { get; set; }

    [SupplyParameterFromForm] public string? Happened { get; set; }

    [SupplyParameterFromForm] public string? Hours { get; set; }

    [SupplyParameterFromForm] public string? Method { get; set; }

    [SupplyParameterFromForm] public string? Satisfaction { get; set; }

    [SupplyParameterFromForm] public string? Learned { get; set; }

    [SupplyParameterFromForm] public string? TaughtBack { get; set; }

    [SupplyParameterFromForm] public string? MayQuote { get; set; }

    private string DraftName => OutcomeDraft.Of(_exchange!.Id);

    protected override async Task OnInitializedAsync()
    {
        _person = CurrentPerson.From(Http.User);
        _exchange = _person is not null && ulong.TryParse(Id, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? await query.RunAsync(id, _person.Id, Http.RequestAborted) : null;
        if (_exchange is null) navigation.NotFound();
        else if (!_exchange.MayDocument) navigation.NavigateTo(ExchangeUrls.ExchangeRefused(_exchange.Id, ExchangeActResult.NotNow));
        else if (HttpMethods.IsGet(Http.Request.Method))
        {
            _draft = PlainDraft.Read(await drafts.RunAsync(_person!.Id, DraftName, Http.RequestAborted));
            if (_draft is { } kept) Fill(kept);
            else Fill(_exchange);
        }
    }

    private void Fill(ExchangeFound exchange)
    {
        var mine = exchange.Outcomes.FirstOrDefault(o => o.IsMine);
        (Happened, Method) = (mine is { Happened: false } ? "no" : "yes", mine is null ? exchange.Method : mine.Method);
        (Hours, Satisfaction) = (mine?.Hours?.ToString("0.#", CultureInfo.InvariantCulture), mine?.Satisfaction?.ToString(CultureInfo.InvariantCulture));
        (Learned, TaughtBack, MayQuote) = (mine?.Learned, mine?.TaughtBack, mine is { MayQuote: true } ? "true" : null);
    }

    private void Fill(PlainDraft kept)
    {
        (Happened, Method, Hours, Satisfaction) = (kept[nameof(Happened)], kept[nameof(Method)], kept[nameof(Hours)], kept[nameof(Satisfaction)]);
        (Learned, TaughtBack, MayQuote) = (kept[nameof(Learned)], kept[nameof(TaughtBack)], kept[nameof(MayQuote)]);
    }

    private async Task SaveAsync()
    {
        decimal? hours = null;
        if (!string.IsNullOrWhiteSpace(Hours))
        {
            if (WrittenNumber.Fraction(Hours) is not { } read || read > OutcomeForm.MostHours)
            {
                _isBadNumber = true;
                return;
            }
            hours = Math.Round(read, 1);
        }
        var answer = await write.RunAsync(_person!.Actor, _exchange!.Id, new OutcomeForm
        {
            Happened = Happened != "no",
            Hours = hours,
            Method = Method,
            Satisfaction = int.TryParse(Satisfaction, NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? given : null,
            Learned = Learned ?? "",
            TaughtBack = TaughtBack ?? "",
            MayQuote = MayQuote == "true",
            Language = M.Language,
        }, Http.RequestAborted);
        if (answer == ExchangeActResult.Done) await drop.RunAsync(_person.Actor, DraftName, Http.RequestAborted);
        if (answer == ExchangeActResult.Done) navigation.NavigateTo(ExchangeUrls.Exchange(_exchange.Id));
        else if (answer == ExchangeActResult.SignedOut) navigation.NavigateTo(SignInUrls.SignIn(ExchangeUrls.ExchangeOutcome(_exchange.Id)));
        else _problem = M[answer switch
        {
            ExchangeActResult.BadText => "exchanges-refused-text",
            ExchangeActResult.Blocked => "exchanges-refused-blocked",
            _ => "exchanges-refused-not-now"
        }];
    }
}
