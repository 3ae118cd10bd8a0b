using System.Globalization;
using CapX.App.I18n;
using CapX.App.Shell;
using CapX.App.SignIn;
using CapX.Data.Moderation;
using Microsoft.AspNetCore.Components;

namespace CapX.App.Moderation;

/// <summary>/moderation/cases/{id}: one case with all evidence and its forms. 404 for those who may not handle it.</summary>
public sealed partial class CasePage(CaseQuery query, HandleCaseCommand handle, DecideCommand decide, AppealCommand appeals, Settings settings,
    Vocabulary vocabulary, ContentAddresses addresses, TimeProvider time, NavigationManager navigation)
{
    private CaseFound? _case;
    private CurrentPerson? _person;
    private DecisionForm _form = new();
    private CaseActResult? _refused;
    private CaseActResult? _noteRefused;
    private string _noteKey = "";

    // The languages of the people responsible. The decision is written in one of them.
    private List<string> _theirs = [];

    [CascadingParameter] public required Messages M { get; set; }

    [CascadingParameter] public required HttpContext Http { get; set; }

    [Parameter] public long Id { get; set; }

    [SupplyParameterFromQuery] public string? Came { get; set; }

    [SupplyParameterFromForm] public string? Kind { get; set; }

    [SupplyParameterFromForm] public string? Reason { get; set; }

    [SupplyParameterFromForm] public string? ReasonLanguage { get; set; }

    [SupplyParameterFromForm] public string? Until { get; set; }

    [SupplyParameterFromForm] public string? Person { get; set; }

    [SupplyParameterFromForm] public string? IsConfirmed { get; set; }

    [SupplyParameterFromForm] public string? Outcome { get; set; }

    [SupplyParameterFromForm] public string? FormKey { get; set; }

    [SupplyParameterFromForm] public string? NoteText { get; set; }

    [SupplyParameterFromForm] public string? NoteTo { get; set; }

    /// <summary>The prefix of options in the person select that stand for former members.</summary>
    public const string FormerPrefix = "former-";

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    private string Title => M[_case!.Row.IsAppeal ? "moderation-case-appeal" : "moderation-case-title", _case.Row.Id];

    private string EmergencyUrl =>
        settings.EmergencyContact.Contains("://", StringComparison.Ordinal) ? settings.EmergencyContact : $"mailto:{settings.EmergencyContact}";

    /// <summary>True when a decision was submitted. A moderator who no longer holds the case sees the reason, and keeps what they wrote.</summary>
    private bool IsSent => HttpMethods.IsPost(Http.Request.Method) && (Kind is not null || Outcome is not null);

    private string ReasonLanguageOrTheirs => ReasonLanguage ?? _theirs.FirstOrDefault() ?? M.Language;

    private string? ThingUrl => _case!.Key is { } key ? addresses.Of(_case.Row.ThingCode, key) : null;

    protected override async Task OnInitializedAsync()
    {
        _person = CurrentPerson.From(Http.User);
        _case = _person is not null && Id > 0 ? await query.RunAsync((ulong)Id, _person.Id, Http.RequestAborted) : null;
        if (_case is null)
        {
            navigation.NotFound();
            return;
        }
        _theirs = [.. _case.Responsible.Select(p => p.Language).OfType<string>().Distinct()];
        var key = Guid.TryParse(FormKey, out var given) ? given : Guid.NewGuid();
        _noteKey = key.ToString();
        _form = new DecisionForm
        {
            Kind = Kind ?? "",
            Reason = Reason ?? "",
            ReasonLanguage = ReasonLanguageOrTheirs,
            Until = Until ?? "",
            PersonId = Number(Person),
            FormerId = Person?.StartsWith(FormerPrefix, StringComparison.Ordinal) == true ? Number(Person[FormerPrefix.Length..]) : null,
            IsConfirmed = IsConfirmed == "true",
            FormKey = key,
        };
    }

    private static ulong? Number(string? text) => ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private string Day(DateTime at) => M.Date(DateOnly.FromDateTime(at));

    private async Task DecideAsync() => Answer(await decide.RunAsync(_person!.Actor, (ulong)Id, _form, Http.RequestAborted), why => _refused = why);

    private async Task ReviewAsync()
    {
        if (Outcome is not ("kept" or "undone")) _refused = CaseActResult.BadChoice;
        else Answer(await appeals.ReviewAsync(_person!.Actor, (ulong)Id, Outcome == "kept", Reason ?? "", ReasonLanguage ?? "", Http.RequestAborted),
            why => _refused = why);
    }

    private async Task NoteAsync() =>
        Answer(await handle.NoteAsync(_person!.Actor, (ulong)Id, NoteText ?? "", string.IsNullOrEmpty(NoteTo) ? null : NoteTo, Guid.Parse(_noteKey),
            Http.RequestAborted), why => _noteRefused = why);

    private void Answer(CaseActResult acted, Action<CaseActResult> refuse)
    {
        switch (acted)
        {
            case CaseActResult.Done:
                navigation.NavigateTo(ModerationUrls.CaseSaying((ulong)Id, acted));
                break;
            case CaseActResult.SignedOut:
                navigation.NavigateTo(SignInUrls.SignIn(ModerationUrls.Case((ulong)Id)));
                break;
            case CaseActResult.NotFound:
                navigation.NotFound();
                break;
            default:
                refuse(acted);
                break;
        }
    }
}
