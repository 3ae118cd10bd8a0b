using Dapper;

namespace CapX.Data.Content;

/// <summary>All blocks between people, in memory and readable from either side. Changes are rare, so each one replaces the whole copy.</summary>
internal sealed class BlockedPairs(Database database)
{
    private const string Sql = "SELECT person_id AS Item1, blocked_id AS Item2 FROM person_block ORDER BY person_id, blocked_id";

    private static readonly IReadOnlySet<ulong> Nobody = new HashSet<ulong>();

    private volatile Dictionary<ulong, HashSet<ulong>> _others = [];

    /// <summary>Everyone whom the person blocked or who blocked the person.</summary>
    public IReadOnlySet<ulong> Of(ulong? personId) => personId is { } id && _others.TryGetValue(id, out var others) ? others : Nobody;

    /// <summary>Reloads all pairs.</summary>
    public async Task LoadAsync(CancellationToken token = default)
    {
        var pairs = await database.ReadAsync(async connection => (await connection.QueryAsync<(ulong, ulong)>(Sql)).AsList(), token).ConfigureAwait(false);
        var others = new Dictionary<ulong, HashSet<ulong>>();
        void Add(ulong one, ulong other)
        {
            if (!others.TryGetValue(one, out var set)) others[one] = set = [];
            set.Add(other);
        }
        foreach (var (one, other) in pairs)
        {
            Add(one, other);
            Add(other, one);
        }
        _others = others;
    }
}
