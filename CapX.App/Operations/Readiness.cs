using System.Security.Cryptography;
using CapX.Data.People;
using Microsoft.AspNetCore.DataProtection;

namespace CapX.App.Operations;

/// <summary>Gets the program ready after start: migrates, then fills what is kept in memory; tries again while the database is away.</summary>
public sealed partial class Readiness(
    Database database, Vocabulary vocabulary, PeopleIndex index, IDataProtectionProvider keys, TimeProvider time, IHostApplicationLifetime lifetime, ILogger<Readiness> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    /// <summary>Whether pages can be served: migrated, reference lists and index in memory.</summary>
    public bool IsReady { get; private set; }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!IsReady)
        {
            try
            {
                await new Migrator(database, time).RunAsync(stoppingToken);
                await vocabulary.LoadAsync(database, stoppingToken);
                await index.LoadAsync(stoppingToken);
                // The first use reads the keys of cookies and forms, or makes the first one.
                keys.CreateProtector(nameof(Readiness)).Protect([]);
                IsReady = true;
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
            catch (MigrationException wrong)
            {
                LogCannotMigrate(wrong.Message);
                lifetime.StopApplication();
                return;
            }
        }
    }

    [LoggerMessage(LogLevel.Information, "Ready to serve")]
    private partial void LogReady();

    [LoggerMessage(LogLevel.Warning, "The database is away, trying again: {Reason}")]
    private partial void LogAway(string reason);

    [LoggerMessage(LogLevel.Critical, "The database cannot be migrated: {Reason}")]
    private partial void LogCannotMigrate(string reason);
}
