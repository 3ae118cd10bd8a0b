using CapX.Data.Privacy;

namespace CapX.App.Privacy;

/// <summary>Registers the services for export, account deletion and consent.</summary>
public static class PrivacyExtensions
{
    public static IServiceCollection AddPrivacy(this IServiceCollection services) => services
        .AddSingleton(new StoredKind("limits", "you", null, "limits") { Count = export => export.Limits.Total })
        .AddSingleton<ExportQuery>().AddSingleton<TakeExportCommand>().AddSingleton<ExportsUnderWay>()
        .AddSingleton<EraseAccountCommand>()
        .AddSingleton<AccountExistsQuery>()
        .AddSingleton<RetainCommand>()
        .AddSingleton<EraseProof>()
        .AddSingleton<Erasure>();
}
