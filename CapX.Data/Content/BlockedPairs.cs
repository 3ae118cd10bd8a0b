using Dapper;

namespace CapX.Data.Content;

/// <summary>Who has blocked whom, read as it is looked at: from either side. Changes are rare and few, so each makes a new copy.</summary>
internal sealed class BlockedPairs(Database database)
{
    private const string Sql = "SELECT person_id AS Item1, blocked_id AS Item2 FROM person_block ORDER BY person_id, blocked_id";

    private static readonly IReadOnlySet<ulong> Nobody = new HashSet<ulong>();

    private volatile Dictionary<ulong, HashSet<ulong>> _others = [];

    /// <summary>Those whom a person blocked, and who blocked that person.</summary>
    public IReadOnlySet<ulong> Of(ulong? personId) => personId is { } id && _others.TryGetValue(id, out var others) ? others : Nobody;

    /// <summary>Reads all pairs again. Throws <see cref="DatabaseAwayException"/>.</summary>
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
