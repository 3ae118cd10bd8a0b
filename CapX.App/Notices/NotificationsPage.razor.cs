using System.Globalization;
using CapX.App.I18n;
using CapX.App.Shell;
using CapX.App.SignIn;
using CapX.Data.Exchanges;
using CapX.Data.Moderation;
using CapX.Data.Notices;
using CapX.Data.Permissions;
using Microsoft.AspNetCore.Components;

namespace CapX.App.Notices;

/// <summary>/notifications: notices, contact settings, and blocked people.</summary>
public sealed partial class NotificationsPage(NoticesQuery notices, ContactChoiceQuery choices, SaveContactChoiceCommand save, BlocksQuery blocks,
    Settings settings, Vocabulary vocabulary, TimeProvider time, NavigationManager navigation)
{
    private const int MostPages = 1000;

    private IReadOnlyList<NoticeFound> _notices = [];
    private IReadOnlyList<BlockFound> _blocks = [];
    private ContactChoice _choice = new();
    private CurrentPerson? _person;
    private int _total;
    private int _page = 1;
    private bool _isSaved;

    [CascadingParameter] public required Messages M { get; set; }

    [CascadingParameter] public required HttpContext Http { get; set; }

    [SupplyParameterFromQuery(Name = "page")] public string? PageNumber { get; set; }

    [SupplyParameterFromForm] public string? Channel { get; set; }

    [SupplyParameterFromForm] public string? TalkInstead { get; set; }

    [SupplyParameterFromForm] public string? Gathered { get; set; }

    [SupplyParameterFromForm] public string[]? Kinds { get; set; }

    [SupplyParameterFromForm] public string? ShowsCount { get; set; }

    protected override async Task OnInitializedAsync()
    {
        _person = CurrentPerson.From(Http.User);
        if (_person is null) return;
        _page = WrittenNumber.Whole(PageNumber ?? "") is { } page and > 0 and <= MostPages ? (int)page : 1;
        (_notices, _total) = await notices.RunAsync(_person.Id, _page, Http.RequestAborted);
        _choice = await choices.RunAsync(_person.Id, Http.RequestAborted);
        _blocks = await blocks.RunAsync(_person.Id, Http.RequestAborted);
    }

    private async Task SaveAsync()
    {
        var choice = new ContactChoice
        {
            Channel = EnumWord.TryRead<DeliveryChannel>(Channel, out var channel) ? channel : DeliveryChannel.Tool,
            TalkInstead = TalkInstead == "true",
            Gathered = Gathered == "true",
            ShowsCount = ShowsCount == "true",
            Silent = [.. NoticeKind.All.Except(Kinds ?? [])],
        };
        if (await save.RunAsync(_person!.Actor, choice, Http.RequestAborted) == ActorStanding.SignedOut)
        {
            navigation.NavigateTo(SignInUrls.SignIn(NoticeUrls.Notifications));
            return;
        }
        (_choice, _isSaved) = (choice, true);
    }

    /// <summary>Explains a channel, and whether it works on this site.</summary>
    private string Help(DeliveryChannel channel)
    {
        var help = M[$"exchanges-reach-{channel.ToString().ToLowerInvariant()}-help"];
        return channel == DeliveryChannel.Tool || settings.SendsOnWiki ? help : $"{help} {M["exchanges-reach-not-yet"]}";
    }

    private static string Address(NoticeFound notice) => notice switch
    {
        { DecisionId: { } decision } => ModerationUrls.Decision(decision),
        { ReportKey: { } report } => ModerationUrls.Receipt(report),
        { ExchangeId: { } exchange } => ExchangeUrls.Exchange(exchange),
        { OrganizationSlug: { } slug } => OrganizationUrls.Organization(slug),
        { ListingId: { } listing } => ListingUrls.Listing(listing),
        { EventId: { } happening } => EventUrls.Event(happening),
        { SuggestionState: not null } => CapacityUrls.CapacitySuggestions,
        { Kind: NoticeKind.EventCancelled } => EventUrls.Events,
        _ => NoticeUrls.Notifications,
    };

    private string Text(NoticeFound notice)
    {
        if (notice.Kind is NoticeKind.Decision or NoticeKind.Report) return M[$"exchanges-notice-{notice.Kind}"];
        if (notice is { Kind: NoticeKind.Role, RemovedName: { } role })
            return notice.Word is { } day
                ? M["exchanges-notice-role-given", M[$"moderation-role-{role}"], M.Date(DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture))]
                : M["exchanges-notice-role-taken", M[$"moderation-role-{role}"]];
        if (notice.RemovedName is { } removed) return M["exchanges-notice-organization-removed", removed, notice.Word];
        if (notice.SuggestionState is { } state)
            return M[state == "accepted" ? "exchanges-notice-suggestion-accepted" : "exchanges-notice-suggestion-declined"];
        if ((notice.OrganizationName ?? notice.ListingTitle) is { } thing) return M[$"exchanges-notice-{notice.Kind}", thing];
        if (notice.EventId is not null) return M[$"exchanges-notice-{notice.Kind}", notice.EventTitle ?? M["exchanges-notice-unseen-event"]];
        if (notice.ListingId is not null) return M[$"exchanges-notice-{notice.Kind}", M["exchanges-notice-unseen-listing"]];
        if (notice.Kind.StartsWith(NoticeKind.OfOrganization, StringComparison.Ordinal))
            return M[$"exchanges-notice-{notice.Kind}", M["exchanges-notice-unseen-organization"]];
        if (notice.Kind == NoticeKind.EventCancelled)
            return notice.EventTitle is { } title ? M["exchanges-notice-event-deleted", title] : M["exchanges-notice-event-gone"];
        var name = notice.Other?.Name(M.Chain) ?? M["exchanges-left"];
        var capacity = vocabulary.Capacities[notice.Capacity].Name(M.Chain);
        return notice.Kind is NoticeKind.Answer or NoticeKind.Change
            ? M["exchanges-notice-state", name, capacity, M[$"exchanges-state-{notice.State.Code()}"]]
            : M[$"exchanges-notice-{notice.Kind}", name, capacity];
    }
}
