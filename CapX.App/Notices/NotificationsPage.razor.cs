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
public sealed partial class NotificationsPage(NoticesQuery notices, NoticedExchangesQuery exchanges, ContentAddresses addresses,
    ContactChoiceQuery choices, SaveContactChoiceCommand save, BlocksQuery blocks, Settings settings, Vocabulary vocabulary, TimeProvider time,
    NavigationManager navigation)
{
    private const int MostPages = 1000;

    private IReadOnlyList<NoticeFound> _notices = [];
    private IReadOnlyDictionary<ulong, NoticedExchange> _exchanges = new Dictionary<ulong, NoticedExchange>();
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
        _exchanges = await exchanges.RunAsync([.. _notices.Select(notice => notice.ExchangeId).OfType<ulong>().Distinct()], _person.Id, Http.RequestAborted);
        // One that was deleted between the two queries has no notice any more.
        _notices = [.. _notices.Where(notice => notice.ExchangeId is not { } exchange || _exchanges.ContainsKey(exchange))];
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

    private string Address(NoticeFound notice) => notice switch
    {
        { DecisionId: { } decision } => ModerationUrls.Decision(decision),
        { ReportKey: { } report } => ModerationUrls.Receipt(report),
        { ExchangeId: { } exchange } => ExchangeUrls.Exchange(exchange),
        { Content: { } content } => addresses.Noticed(content, notice.ContentKey),
        _ => NoticeUrls.Notifications,
    };

    private string Text(NoticeFound notice) => notice switch
    {
        { Kind: NoticeKind.Decision or NoticeKind.Report } => M[$"exchanges-notice-{notice.Kind}"],
        { Kind: NoticeKind.Role, Name: { } role, Word: { } day } =>
            M["exchanges-notice-role-given", M[$"moderation-role-{role}"], M.Date(DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture))],
        { Kind: NoticeKind.Role, Name: { } role } => M["exchanges-notice-role-taken", M[$"moderation-role-{role}"]],
        { ExchangeId: { } exchange } => OfExchange(notice.Kind, _exchanges[exchange]),
        { HasContent: true, Word: { } word } => M[$"exchanges-notice-{notice.Kind}-{word}", notice.Title],
        { HasContent: true } => M[$"exchanges-notice-{notice.Kind}", notice.Title ?? M[$"exchanges-notice-unseen-{notice.Content}"]],
        { Name: { } name } => M[$"exchanges-notice-{notice.Content}-deleted", name, notice.Word],
        _ => M[$"exchanges-notice-{notice.Content}-gone"],
    };

    private string OfExchange(string kind, NoticedExchange exchange)
    {
        var name = exchange.Other?.Name(M.Chain) ?? M["exchanges-left"];
        var capacity = vocabulary.Capacities[exchange.Capacity].Name(M.Chain);
        return kind is NoticeKind.Answer or NoticeKind.Change
            ? M["exchanges-notice-state", name, capacity, M[$"exchanges-state-{exchange.State.Code()}"]]
            : M[$"exchanges-notice-{kind}", name, capacity];
    }
}
