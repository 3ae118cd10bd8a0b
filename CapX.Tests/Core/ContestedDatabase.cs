using System.Data.Common;
using CapX.Data;
using Dapper;

namespace CapX.Tests;

/// <summary>A test database on which every transaction loses one race: its first commit fails with a deadlock. Call one command at a time.</summary>
internal sealed class ContestedDatabase(string connectionString) : Database($"{connectionString};Application Name=contested")
{
    private const string DeadlockSql = "SIGNAL SQLSTATE '45000' SET MYSQL_ERRNO = 1213, MESSAGE_TEXT = 'deadlock of a test'";

    private bool _isLost;

    /// <summary>Runs before each commit that fails, and shows what has happened outside the transaction by then.</summary>
    public Func<Task> Losing { get; set; } = () => Task.CompletedTask;

    protected override async Task SettleAsync(DbTransaction transaction)
    {
        _isLost = !_isLost;
        if (_isLost)
        {
            await Losing();
            await transaction.Connection!.ExecuteAsync(DeadlockSql, transaction: transaction);
        }
        await base.SettleAsync(transaction);
    }
}
