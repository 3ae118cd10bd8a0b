using CapX.Data.Privacy;

namespace CapX.App.Privacy;

/// <summary>Registers what export, erasure and consent need.</summary>
public static class PrivacyExtensions
{
    public static IServiceCollection AddPrivacy(this IServiceCollection services) => services
        .AddSingleton<ExportQuery>().AddSingleton<TakeExportCommand>().AddSingleton<ExportsUnderWay>()
        .AddSingleton<EraseAccountCommand>()
        .AddSingleton<AccountExistsQuery>()
        .AddSingleton<RetainCommand>()
        .AddSingleton<EraseProof>()
        .AddSingleton<Erasure>();
}
