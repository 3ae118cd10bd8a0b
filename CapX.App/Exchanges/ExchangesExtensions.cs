using CapX.App.Shell;
using CapX.Data.Exchanges;
using CapX.Data.Notices;

namespace CapX.App.Exchanges;

/// <summary>Registers the services for exchanges, notices and blocks.</summary>
public static class ExchangesExtensions
{
    public static IServiceCollection AddExchanges(this IServiceCollection services) => services
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
