using CapX.App.I18n;
using CapX.App.Shell;
using CapX.App.SignIn;
using CapX.Data.Moderation;
using Microsoft.AspNetCore.Components;

namespace CapX.App.Moderation;

/// <summary>/reports/{key}: the state of a report, for its author, identified by account or cookie. Everyone else gets 404.</summary>
public sealed partial class ReceiptPage(ReportsQuery query, ReporterCookie cookie, Settings settings, TimeProvider time, NavigationManager navigation)
{
    private ReportFound? _report;
    private bool _isMember;

    [CascadingParameter] public required Messages M { get; set; }

    [CascadingParameter] public required HttpContext Http { get; set; }

    [Parameter] public required string Key { get; set; }

    private string EmergencyUrl =>
        settings.EmergencyContact.Contains("://", StringComparison.Ordinal) ? settings.EmergencyContact : $"mailto:{settings.EmergencyContact}";

    protected override async Task OnInitializedAsync()
    {
        var person = CurrentPerson.From(Http.User);
        _isMember = person is not null;
        _report = await query.OneAsync(Key, person?.Id, cookie.Read(Http), Http.RequestAborted);
        if (_report is null) navigation.NotFound();
    }
}
