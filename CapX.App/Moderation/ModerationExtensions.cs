using CapX.App.Shell;
using CapX.Data.Moderation;
using CapX.Data.SignIn;

namespace CapX.App.Moderation;

/// <summary>Registers the services for reports, moderation and roles.</summary>
public static class ModerationExtensions
{
    public static IServiceCollection AddModeration(this IServiceCollection services) => services
        .AddSingleton(new StoredKind("moderation", "moderators", "decided", "reports")
        {
            Count = export => export.Of<ExportedModeration>() is var mine
                ? mine.Reports.Total + mine.Decisions.Total + mine.Appeals.Total + mine.Handled.Total : 0,
        })
        .AddSingleton<ReportedQuery>()
        .AddSingleton<ReportCommand>()
        .AddSingleton<ReportsQuery>()
        .AddSingleton<ReporterCookie>()
        .AddSingleton<ReportTicket>()
        .AddSingleton<QueueQuery>()
        .AddSingleton<CaseQuery>()
        .AddSingleton<HandleCaseCommand>()
        .AddSingleton<DecideCommand>()
        .AddSingleton<UndoDecisionCommand>()
        .AddSingleton<AppealCommand>()
        .AddSingleton<MyDecisionsQuery>()
        .AddSingleton<EndSanctionsCommand>()
        .AddSingleton<EraseRemovedCommand>()
        .AddSingleton<FallbackCommand>()
        .AddSingleton<FallbackMail>()
        .AddSingleton<FlagWordsQuery>()
        .AddSingleton<FlagWordCommand>()
        .AddSingleton<RoleCommand>()
        .AddSingleton<RolesQuery>()
        .AddSingleton<MyRolesQuery>()
        .AddSingleton<TransparencyQuery>()
        .AddSingleton<LiveSessionsQuery>()
        .AddSingleton<LiveCircuits>()
        .AddScoped<Microsoft.AspNetCore.Components.Server.Circuits.CircuitHandler, EndedCircuit>()
        .AddHostedService<ModerationWorker>();
}
