using System.Data.Common;
using Dapper;

namespace CapX.Data.Capacities;

/// <summary>The whole tree as a transaction sees it, including merged and removed capacities. Curators' acts are validated against it.</summary>
internal sealed class Taxonomy
{
    private const string RowsSql = $"""
        SELECT id AS {nameof(TaxonomyRow.Id)}, code AS {nameof(TaxonomyRow.Code)}, data_code AS {nameof(TaxonomyRow.DataCode)},
               parent_id AS {nameof(TaxonomyRow.ParentId)}, state AS {nameof(TaxonomyRow.StateCode)},
               successor_id AS {nameof(TaxonomyRow.SuccessorId)}, curated AS {nameof(TaxonomyRow.Curated)}, version AS {nameof(TaxonomyRow.Version)}
          FROM capacity ORDER BY id
        """;

    private const string AliasesSql = "SELECT code AS Item1, capacity_id AS Item2 FROM capacity_alias ORDER BY code";

    private readonly Dictionary<uint, TaxonomyRow> _byId;
    private readonly Dictionary<string, TaxonomyRow> _byCode;
    private readonly Dictionary<string, uint> _aliases;

    private Taxonomy(IEnumerable<TaxonomyRow> rows, IEnumerable<(string Code, uint Id)> aliases)
    {
        _byId = rows.ToDictionary(r => r.Id);
        _byCode = _byId.Values.ToDictionary(r => r.Code, StringComparer.OrdinalIgnoreCase);
        _aliases = aliases.ToDictionary(a => a.Code, a => a.Id, StringComparer.OrdinalIgnoreCase);
    }

    public static async Task<Taxonomy> ReadAsync(DbConnection connection, DbTransaction? transaction = null) =>
        new(await connection.QueryAsync<TaxonomyRow>(RowsSql, transaction: transaction),
            await connection.QueryAsync<(string, uint)>(AliasesSql, transaction: transaction));

    public IEnumerable<TaxonomyRow> Rows => _byId.Values;

    public TaxonomyRow this[uint id] => _byId[id];

    /// <summary>Returns the open or retired capacity with this code, or null. Ignores aliases.</summary>
    public TaxonomyRow? Find(string? code) => code is not null && _byCode.TryGetValue(Unseen.Drop(code).Trim(), out var row) && row.IsKnown ? row : null;

    /// <summary>Returns the open capacity with this code or alias, or null. Follows merges.</summary>
    public TaxonomyRow? FindOpen(string? code) =>
        code is null ? null : (_byCode.GetValueOrDefault(Unseen.Drop(code).Trim())
            ?? (_aliases.TryGetValue(Unseen.Drop(code).Trim(), out var id) ? _byId[id] : null)) is { } row && Lead(row) is { State: CapacityState.Open } open
                ? open : null;

    /// <summary>True when the code is or was in use.</summary>
    public bool IsTaken(string code, uint? except = null) =>
        _byCode.TryGetValue(code, out var row) && row.Id != except || _aliases.TryGetValue(code, out var id) && id != except;

    /// <summary>Returns the capacity that was created with this code in the data files, or null.</summary>
    public TaxonomyRow? OfData(string dataCode) => _byId.Values.FirstOrDefault(r => r.DataCode == dataCode);

    /// <summary>Returns the open and retired children.</summary>
    public IEnumerable<TaxonomyRow> Children(uint id) => _byId.Values.Where(r => r.ParentId == id && r.IsKnown);

    /// <summary>True when both are the same capacity or the first is below the second.</summary>
    public bool IsAtOrBelow(uint? id, uint above)
    {
        for (var at = id; at is not null; at = _byId[at.Value].ParentId)
            if (at == above)
                return true;
        return false;
    }

    /// <summary>Returns the ids of a capacity and everything below it.</summary>
    public IEnumerable<uint> SelfAndBelow(uint id) => _byId.Keys.Where(at => IsAtOrBelow(at, id));

    /// <summary>Follows merges to the capacity that remains.</summary>
    public TaxonomyRow Lead(TaxonomyRow row)
    {
        while (row is { State: CapacityState.Merged, SuccessorId: { } into }) row = _byId[into];
        return row;
    }

    /// <summary>Adds or replaces a row.</summary>
    public void Put(TaxonomyRow row)
    {
        if (_byId.TryGetValue(row.Id, out var before)) _byCode.Remove(before.Code);
        _byCode[row.Code] = _byId[row.Id] = row;
    }
}

/// <summary>A row of the table "capacity".</summary>
internal sealed record TaxonomyRow
{
    public uint Id { get; init; }
    public required string Code { get; init; }
    public string? DataCode { get; init; }
    public uint? ParentId { get; init; }
    public string StateCode { get; init; } = "open";
    public uint? SuccessorId { get; init; }
    public bool Curated { get; init; }
    public uint Version { get; init; }

    public CapacityState State => Enum.Parse<CapacityState>(StateCode, ignoreCase: true);

    /// <summary>Open or retired, so it has a page.</summary>
    public bool IsKnown => State is CapacityState.Open or CapacityState.Retired;
}
