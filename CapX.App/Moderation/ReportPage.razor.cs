using System.Globalization;
using CapX.App.I18n;
using CapX.App.Shell;
using CapX.App.SignIn;
using CapX.Data.Content;
using CapX.Data.Moderation;
using CapX.Data.People;
using Microsoft.AspNetCore.Components;

namespace CapX.App.Moderation;

/// <summary>/report: the report form. Open to everyone and usable without scripts.</summary>
public sealed partial class ReportPage(ReportedQuery query, ReportCommand report, ReporterCookie cookie, ReportTicket tickets, Settings settings,
    Vocabulary vocabulary, ContentAddresses addresses, NavigationManager navigation)
{
    /// <summary>The name of the form that says what is reported, on this page and next to everything that can be reported.</summary>
    public const string StartForm = ModerationUrls.ReportStart;

    private const string SendForm = "report";

    private CurrentPerson? _person;
    private ReportAbout? _about;
    private IReadOnlyList<ContentPart>? _parts;
    private ReportRefusal? _refused;
    private bool _isBadName;

    // True after a 404. The page must still render a form, because the framework looks for its component.
    private bool _isGone;

    // True when the submitted form was not accepted. It is shown again with its text.
    private bool _isAgain;

    // True for a visitor's GET request: an old link shows a button that requests the form with a POST.
    private bool _isStart;
    private Drawn? _drawn;

    [CascadingParameter] public required Messages M { get; set; }

    [CascadingParameter] public required HttpContext Http { get; set; }

    /// <summary>The reported thing in old links. This site no longer creates such links.</summary>
    [SupplyParameterFromQuery] public string? Thing { get; set; }

    [SupplyParameterFromQuery] public string? Key { get; set; }

    [SupplyParameterFromForm(FormName = StartForm, Name = "Thing")] public string? StartThing { get; set; }

    [SupplyParameterFromForm(FormName = StartForm, Name = "Key")] public string? StartKey { get; set; }

    [SupplyParameterFromForm(FormName = SendForm, Name = "Thing")] public string? SentThing { get; set; }

    [SupplyParameterFromForm(FormName = SendForm, Name = "Key")] public string? SentKey { get; set; }

    [SupplyParameterFromForm] public string? FormKey { get; set; }

    [SupplyParameterFromForm] public string? Reason { get; set; }

    [SupplyParameterFromForm] public string? Text { get; set; }

    [SupplyParameterFromForm] public string? Language { get; set; }

    [SupplyParameterFromForm(Name = "ForOther")] public string? ForOtherText { get; set; }

    private bool ForOther => ForOtherText == "true";

    private string EmergencyUrl =>
        settings.EmergencyContact.Contains("://", StringComparison.Ordinal) ? settings.EmergencyContact : $"mailto:{settings.EmergencyContact}";

    private string Back => addresses.Of(_about!.Kind, _about.Key);

    protected override async Task OnInitializedAsync()
    {
        _person = CurrentPerson.From(Http.User);
        // Handled in StartAsync, after the framework has matched the form.
        if (StartThing is not null) return;
        var (thing, key) = SentThing is null ? (Thing, Key) : (SentThing, SentKey);
        if (!string.IsNullOrEmpty(thing) || !string.IsNullOrEmpty(key)) await ReadAsync(ReportAbout.From(thing, key));
        _isStart = !_isGone && _person is null && HttpMethods.IsGet(Http.Request.Method);
        if (_parts is not null && !_isStart) Draw();
    }

    private async Task StartAsync()
    {
        var about = ReportAbout.From(StartThing, StartKey);
        _isBadName = about is null && string.Equals(StartThing, PersonContent.Kind, StringComparison.OrdinalIgnoreCase);
        if (_isBadName) return;
        await ReadAsync(about);
        if (!_isGone) Draw();
    }

    /// <summary>Creates the ticket of the form, or reuses the one it was submitted with.</summary>
    private void Draw()
    {
        var visitor = _person is null ? cookie.Give(Http) : null;
        _drawn = tickets.Read(FormKey, _person, visitor) ?? tickets.Draw(_person, visitor);
    }

    private async Task ReadAsync(ReportAbout? about)
    {
        _about = about;
        _parts = about is null ? null : await query.RunAsync(about, CurrentPerson.ViewerOf(Http.User), Http.RequestAborted);
        _isGone = _parts is null;
        if (_isGone) navigation.NotFound();
    }

    private async Task SendAsync()
    {
        var visitor = _person is null ? cookie.Read(Http) : null;
        // The ticket belongs to someone else, is forged, is older than a day, or came back faster than anyone reads. The form is shown again
        // with a valid ticket.
        if (_parts is null || tickets.Read(FormKey, _person, visitor) is not { } sent || tickets.IsTooSoon(sent))
        {
            _isAgain = true;
            return;
        }
        var outcome = await report.RunAsync(new Reporter { Actor = _person?.Actor, Visitor = visitor }, new ReportForm
        {
            About = _about!,
            Reason = Reason ?? "",
            Text = Text ?? "",
            Language = Language ?? "",
            ForOther = ForOther,
            FormKey = sent.Key,
        }, Http.RequestAborted);
        switch (outcome)
        {
            case Reported(_, var key):
                navigation.NavigateTo(ModerationUrls.Receipt(key));
                break;
            case ReportRefused(ReportRefusal.NotFound):
                navigation.NotFound();
                break;
            case ReportRefused(var why):
                _refused = why;
                if (why != ReportRefusal.TooMany) break;
                Http.Response.StatusCode = StatusCodes.Status429TooManyRequests;
                Http.Response.Headers.RetryAfter = TimeSpan.FromHours(1).TotalSeconds.ToString(CultureInfo.InvariantCulture);
                break;
        }
    }
}
