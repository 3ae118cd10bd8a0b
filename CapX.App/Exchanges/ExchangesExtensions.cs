using CapX.App.Shell;
using CapX.Data.Exchanges;
using CapX.Data.Notices;

namespace CapX.App.Exchanges;

/// <summary>Registers the services for exchanges, notices and blocks.</summary>
public static class ExchangesExtensions
{
    public static IServiceCollection AddExchanges(this IServiceCollection services) => services
        .AddSingleton(new StoredKind("exchanges", "sides", "other-side")
        {
            Count = export => export.Of<ExportedExchanges>().Exchanges.Total,
            Href = _ => ExchangeUrls.Exchanges,
        })
        .AddSingleton(new StoredKind("messages", "sides", "erased")
        {
            Count = export => export.Of<ExportedExchanges>().Messages.Total,
            Href = _ => ExchangeUrls.Exchanges,
        })
        .AddSingleton(new StoredKind("outcomes", "quoted", "erased")
        {
            Count = export => export.Of<ExportedExchanges>().Outcomes.Total,
            Href = _ => ExchangeUrls.Exchanges,
        })
        .AddSingleton(new StoredKind("deliveries", "delivered", null, "deliveries") { Count = export => export.Deliveries.Total })
        .AddSingleton(new StoredKind("notices", "you", null, "notices-read", "notices")
        {
            Count = export => export.Of<ExportedExchanges>().Notices.Total,
            Href = _ => NoticeUrls.Notifications,
        })
        .AddSingleton(new StoredKind("blocks", "you", "taken-back")
        {
            Count = export => export.Of<ExportedExchanges>() is var exchanges ? exchanges.Blocks.Total + exchanges.KeptBlocks.Total : 0,
            Href = _ => NoticeUrls.Notifications,
        })
        .AddSingleton(new ContentAddress(MessageContent.Kind, _ => ExchangeUrls.Exchanges))
        .AddSingleton<LiveUpdates>()
        .AddSingleton<ExchangeQuery>()
        .AddScoped<ExchangeShown>()
        .AddSingleton<AskedOrganizationQuery>()
        .AddSingleton<AskedListingQuery>()
        .AddSingleton<ExchangesQuery>()
        .AddSingleton<ProposeCommand>()
        .AddSingleton<ChangeExchangeCommand>()
        .AddSingleton<SendMessageCommand>()
        .AddSingleton<ReadExchangeCommand>()
        .AddSingleton<WriteOutcomeCommand>()
        .AddSingleton<ExpireExchangesCommand>()
        .AddSingleton<NoticedExchangesQuery>()
        .AddSingleton<NoticesQuery>()
        .AddSingleton<ReadNoticesCommand>()
        .AddSingleton<ContactChoiceQuery>()
        .AddSingleton<SaveContactChoiceCommand>()
        .AddSingleton<BlockCommand>()
        .AddSingleton<BlocksQuery>();
}
