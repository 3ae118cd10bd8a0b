using System.Collections;
using System.Data.Common;
using System.Runtime.CompilerServices;
using Dapper;

namespace CapX.Data.Content;

/// <summary>A list in an account export. Holds the first rows and reads the rest in portions, so memory use does not grow with the size of the
/// export.</summary>
public abstract class ExportedRows
{
    /// <summary>The number of rows per portion.</summary>
    public const int Portion = 100;

    /// <summary>The total number, including items not read yet.</summary>
    public int Total { get; protected init; }

    /// <summary>All items in portions. The first portion needs no query.</summary>
    public abstract IAsyncEnumerable<IReadOnlyList<object>> PortionsAsync(CancellationToken token = default);
}

/// <summary>A list with its first portion in memory. Enumerates and counts that portion only.</summary>
public sealed class ExportedRows<T> : ExportedRows, IReadOnlyList<T> where T : class
{
    private readonly IReadOnlyList<T> _first;
    private readonly Func<int, CancellationToken, Task<(IReadOnlyList<T> Items, int Rows)>>? _next;

    internal ExportedRows(IReadOnlyList<T> first, int total, Func<int, CancellationToken, Task<(IReadOnlyList<T>, int)>>? next) =>
        (_first, Total, _next) = (first, total, next);

    /// <summary>The number of items in the first portion.</summary>
    public int Count => _first.Count;

    public T this[int index] => _first[index];

    public IEnumerator<T> GetEnumerator() => _first.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public override async IAsyncEnumerable<IReadOnlyList<object>> PortionsAsync([EnumeratorCancellation] CancellationToken token = default)
    {
        yield return _first;
        for (var (skip, rows) = (Portion, Portion); _next is not null && rows == Portion; skip += Portion)
        {
            (var items, rows) = await _next(skip, token).ConfigureAwait(false);
            yield return items;
        }
    }
}

/// <summary>Reads the lists of one person's export. The first portion uses the open connection. Later portions open a connection for one query each.</summary>
internal sealed class ExportReader(Database database, DbConnection connection, ulong personId)
{
    public Task<ExportedRows<T>> RowsAsync<T>(string sql) where T : class => RowsAsync<T, T>(sql, row => [row]);

    /// <summary>Maps each row to any number of items.</summary>
    public async Task<ExportedRows<T>> RowsAsync<TRow, T>(string sql, Func<TRow, IEnumerable<T>> items) where T : class
    {
        var (first, rows) = await ReadAsync(connection, sql, 0, items);
        if (rows < ExportedRows.Portion) return new ExportedRows<T>(first, first.Count, null);
        var total = await connection.ExecuteScalarAsync<int>($"SELECT COUNT(*) FROM ({sql}) counted", Asked(0)) - rows + first.Count;
        return new ExportedRows<T>(first, total, (skip, token) => database.ReadAsync(again => ReadAsync(again, sql, skip, items), token));
    }

    /// <summary>Finds all ids first, then reads the rows of one portion at a time, so that expensive joins run for that portion only.
    /// <paramref name="idsSql"/> must return each id once, in any order.</summary>
    public async Task<ExportedRows<T>> RowsByIdAsync<T>(string idsSql, string sql) where T : class
    {
        var ids = (await connection.QueryAsync<ulong>(idsSql, Asked(0))).Order().ToList();
        return new ExportedRows<T>((await ReadAsync(connection, 0)).Items, ids.Count,
            ids.Count <= ExportedRows.Portion ? null : (skip, token) => database.ReadAsync(again => ReadAsync(again, skip), token));

        async Task<(IReadOnlyList<T> Items, int Rows)> ReadAsync(DbConnection from, int skip)
        {
            var portion = ids.Skip(skip).Take(ExportedRows.Portion).ToList();
            if (portion.Count == 0) return ([], 0);
            return ((await from.QueryAsync<T>(sql, new { personId, ids = portion })).AsList(), portion.Count);
        }
    }

    /// <summary>Null when there is no row.</summary>
    public Task<T?> OneAsync<T>(string sql) where T : class => connection.QuerySingleOrDefaultAsync<T>(sql, Asked(0));

    private async Task<(IReadOnlyList<T>, int)> ReadAsync<TRow, T>(DbConnection from, string sql, int skip, Func<TRow, IEnumerable<T>> items)
    {
        var rows = (await from.QueryAsync<TRow>($"{sql} LIMIT @Portion OFFSET @skip", Asked(skip))).AsList();
        return ([.. rows.SelectMany(items)], rows.Count);
    }

    private object Asked(int skip) => new { personId, Viewer = personId, ExportedRows.Portion, skip };
}
