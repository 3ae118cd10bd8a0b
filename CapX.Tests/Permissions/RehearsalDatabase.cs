using System.Data.Common;
using CapX.Data;
using Dapper;

namespace CapX.Tests.Permissions;

/// <summary>A test database that rolls back every transaction, so that thousands of acts meet the same world. Records whether an act wrote.</summary>
internal sealed class RehearsalDatabase(string connectionString)
    : Database($"{connectionString};Application Name=rehearsal {Interlocked.Increment(ref _pools)}")
{
    // Each instance has its own connection pool, because writes of others on a shared connection would count here.
    private static int _pools = 1000;

    private const string WrittenSql = """
        SELECT CONNECTION_ID() AS Item1, CAST(SUM(variable_value) AS UNSIGNED) AS Item2 FROM information_schema.session_status
         WHERE variable_name IN ('HANDLER_WRITE', 'HANDLER_UPDATE', 'HANDLER_DELETE')
        """;

    private readonly Dictionary<ulong, ulong> _before = [];

    /// <summary>True if the last transaction wrote a row. Only one rehearsal may run at a time.</summary>
    public bool HasWritten { get; private set; }

    public void Begin() => HasWritten = false;

    protected override async Task SettleAsync(DbTransaction transaction)
    {
        var (connection, written) = await transaction.Connection!.QuerySingleAsync<(ulong, ulong)>(WrittenSql, transaction: transaction);
        // The first transaction of a connection has no earlier count to compare with.
        HasWritten |= _before.TryGetValue(connection, out var before) && written > before;
        await transaction.RollbackAsync();
        _before[connection] = written;
    }
}
