using System.Collections;
using System.Data.Common;
using System.Runtime.CompilerServices;
using Dapper;

namespace CapX.Data.Privacy;

/// <summary>A list of the export of which the first rows are at hand; the others are read a portion at a time, so that an export takes the same room however
/// much somebody wrote.</summary>
public abstract class ExportedRows
{
    /// <summary>How many rows are read at a time.</summary>
    public const int Portion = 100;

    /// <summary>How many there are, with those that are not at hand.</summary>
    public int Total { get; protected init; }

    /// <summary>All rows, the first portion without asking the database. Throws <see cref="DatabaseAwayException"/>.</summary>
    public abstract IAsyncEnumerable<IReadOnlyList<object>> PortionsAsync(CancellationToken token = default);
}

/// <summary>The first rows of a list, in its order.</summary>
public sealed class ExportedRows<T> : ExportedRows, IReadOnlyList<T> where T : class
{
    private readonly IReadOnlyList<T> _first;
    private readonly Func<int, CancellationToken, Task<(IReadOnlyList<T> Items, int Rows)>>? _next;

    internal ExportedRows(IReadOnlyList<T> first, int total, Func<int, CancellationToken, Task<(IReadOnlyList<T>, int)>>? next) =>
        (_first, Total, _next) = (first, total, next);

    /// <summary>Of the first rows.</summary>
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

/// <summary>Reads lists of the export for one person: the first rows on a connection that is open, what follows on connections that are open no longer than a
/// portion takes.</summary>
internal sealed class ExportReader(Database database, DbConnection connection, ulong personId)
{
    public Task<ExportedRows<T>> RowsAsync<T>(string sql) where T : class => RowsAsync<T, T>(sql, row => [row]);

    /// <summary>From rows that hold several items each, or something else than is told.</summary>
    public async Task<ExportedRows<T>> RowsAsync<TRow, T>(string sql, Func<TRow, IEnumerable<T>> items) where T : class
    {
        var (first, rows) = await ReadAsync(connection, sql, 0, items);
        if (rows < ExportedRows.Portion) return new ExportedRows<T>(first, first.Count, null);
        var total = await connection.ExecuteScalarAsync<int>($"SELECT COUNT(*) FROM ({sql}) counted", Asked(0)) - rows + first.Count;
        return new ExportedRows<T>(first, total, (skip, token) => database.ReadAsync(again => ReadAsync(again, sql, skip, items), token));
    }

    /// <summary>Finds the ids of all rows first, each once and in any order: where a row is made of several tables, only those of a portion are put
    /// together.</summary>
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

    /// <summary>Null where there is none.</summary>
    public Task<T?> OneAsync<T>(string sql) where T : class => connection.QuerySingleOrDefaultAsync<T>(sql, Asked(0));

    private async Task<(IReadOnlyList<T>, int)> ReadAsync<TRow, T>(DbConnection from, string sql, int skip, Func<TRow, IEnumerable<T>> items)
    {
        var rows = (await from.QueryAsync<TRow>($"{sql} LIMIT @Portion OFFSET @skip", Asked(skip))).AsList();
        return ([.. rows.SelectMany(items)], rows.Count);
    }

    private object Asked(int skip) => new { personId, Viewer = personId, ExportedRows.Portion, skip };
}
