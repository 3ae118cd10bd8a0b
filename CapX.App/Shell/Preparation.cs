using CapX.Data.Verbs;
using System.Security.Cryptography;
using CapX.App.SignIn;
using CapX.Data.Index;
using CapX.Data.People;
using CapX.Data.SignIn;
using Microsoft.AspNetCore.DataProtection;

namespace CapX.App.Shell;

/// <summary>Prepares the app after start: migrates, encrypts secrets in the database, loads the in-memory data. Retries while the database is away.</summary>
internal sealed partial class Preparation(
    Readiness readiness, Database database, OpenSecretsCommand secrets, Vocabulary vocabulary, PeopleIndex index, IDataProtectionProvider keys,
    TimeProvider time, IHostApplicationLifetime lifetime, ILogger<Preparation> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!readiness.IsReady)
        {
            try
            {
                await new Migrator(database, time).RunAsync(stoppingToken);
                await secrets.RunAsync(DatabaseKeyRing.Opener, stoppingToken);
                await vocabulary.LoadAsync(database, stoppingToken);
                if (await new RefoldCommand(database, vocabulary).RunAsync(stoppingToken)) LogFolded();
                if (await new SettleNamesCommand(database).RunAsync(stoppingToken) is > 0 and var hidden) LogHidden(hidden);
                await index.LoadAsync(stoppingToken);
                // The first use loads the keys for cookies and forms, or creates the first one.
                keys.CreateProtector(nameof(Readiness)).Protect([]);
                readiness.IsReady = true;
                LogReady();
            }
            catch (DatabaseAwayException away)
            {
                LogAway(away.InnerException?.Message ?? away.Message);
                await Task.Delay(Pause, time, stoppingToken);
            }
            catch (CryptographicException keyless)
            {
                LogAway(keyless.Message);
                await Task.Delay(Pause, time, stoppingToken);
            }
            catch (Exception wrong) when (wrong is MigrationException or SecretsException)
            {
                readiness.Refused = wrong;
                LogRefused(wrong.Message);
                // Waits for the start to finish. A host that is stopped during start reports a failure with a stack trace.
                lifetime.ApplicationStarted.Register(lifetime.StopApplication);
                return;
            }
        }
    }

    [LoggerMessage(LogLevel.Information, "Ready to serve")]
    private partial void LogReady();

    [LoggerMessage(LogLevel.Information, "Rebuilt the catalogue, because text folding or the reference lists changed")]
    private partial void LogFolded();

    [LoggerMessage(LogLevel.Warning, "Hid {Count} display names that look like other people's user names, roles or CapX")]
    private partial void LogHidden(int count);

    [LoggerMessage(LogLevel.Warning, "The database is unreachable, trying again: {Reason}")]
    private partial void LogAway(string reason);

    [LoggerMessage(LogLevel.Critical, "CapX cannot run with this database: {Reason}")]
    private partial void LogRefused(string reason);
}
