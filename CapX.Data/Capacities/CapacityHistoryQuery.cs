using CapX.Data.Permissions;
using Dapper;

namespace CapX.Data.Capacities;

/// <summary>One entry in the history of the capacity tree.</summary>
public sealed record CapacityChange
{
    public const string Added = "added";
    public const string Named = "named";
    public const string Recoded = "recoded";
    public const string Moved = "moved";
    public const string Retired = "retired";
    public const string Restored = "restored";
    public const string Merged = "merged";
    public const string Undone = "undone";
    public const string Unmerged = "unmerged";

    public required ulong Id { get; init; }

    /// <summary>One of the constants of this class.</summary>
    public required string What { get; init; }

    /// <summary>The capacity's current code.</summary>
    public required string Code { get; init; }

    /// <summary>User name of the author. Null when the account was erased.</summary>
    public string? Author { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime At { get; init; }

    public required CapacityFacts Before { get; init; }

    public required CapacityFacts After { get; init; }

    /// <summary>Why this change cannot be undone. Null when the tree allows it. Whether anyone holds the capacity is checked only when it is undone.</summary>
    public CapacityActResult? CannotBeUndone { get; init; }
}

/// <summary>One page of the history.</summary>
public sealed record CapacityChanges(IReadOnlyList<CapacityChange> Items, int Total)
{
    /// <summary>Codes by id, including those of merged and removed capacities.</summary>
    public required IReadOnlyDictionary<uint, string> Codes { get; init; }
}

/// <summary>Reads the history of the capacity tree, for curators.</summary>
public sealed class CapacityHistoryQuery(Database database, TimeProvider time)
{
    public const int PageSize = 30;

    private const string Sql = $"""
        SELECT h.id AS {nameof(Row.Id)}, h.capacity_id AS {nameof(Row.CapacityId)}, h.what AS {nameof(Row.What)}, h.changed_at AS {nameof(Row.At)},
               h.before_facts AS {nameof(Row.BeforeFacts)}, h.after_facts AS {nameof(Row.AfterFacts)},
               (SELECT p.username FROM person p WHERE p.id = h.author_id) AS {nameof(Row.Author)},
                 EXISTS (SELECT 1 FROM capacity_change u WHERE u.undoes_id = h.id) AS {nameof(Row.IsUndone)}
          FROM capacity_change h
         WHERE @id IS NULL OR h.capacity_id = @id OR h.what IN ('merged', 'unmerged') AND (h.after_facts LIKE @successor OR h.before_facts LIKE @successor)
         ORDER BY h.id DESC LIMIT @PageSize OFFSET @skip
        """;

    private const string CountSql = """
        SELECT COUNT(*) FROM capacity_change h
         WHERE @id IS NULL OR h.capacity_id = @id OR h.what IN ('merged', 'unmerged') AND (h.after_facts LIKE @successor OR h.before_facts LIKE @successor)
        """;

    private const string TextsSql =
        "SELECT capacity_id AS Item1, language AS Item2, name AS Item3, description AS Item4, state AS Item5 FROM capacity_name WHERE capacity_id IN @ids";

    /// <summary>Returns one page, newest first. With a code, it covers that capacity and what was merged into it. Null when the viewer is not a curator or the
    /// code is unknown. At most six SQL commands.</summary>
    public Task<CapacityChanges?> RunAsync(string? code, int page, Viewer viewer, CancellationToken token = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return database.ReadAsync(async connection =>
        {
            if (!await Permit.HasRoleAsync(connection, viewer.PersonId, Act.ReadManagedCapacity, now)) return null;
            var tree = await Taxonomy.ReadAsync(connection);
            var one = code is null ? null : tree.Find(code);
            if (code is not null && one is null) return null;
            var parameters = new { id = one?.Id, successor = $"%\"successor\":{one?.Id ?? 0}%", PageSize, skip = (page - 1) * PageSize };
            var rows = (await connection.QueryAsync<Row>(Sql, parameters)).AsList();
            var texts = rows.Count == 0
                ? null : (await connection.QueryAsync<(uint Id, string Language, string Name, string Description, string State)>(TextsSql,
                    new { ids = rows.Select(r => r.CapacityId).Distinct() }))
                .ToDictionary(t => (t.Id, t.Language), t => new CapacityText(t.Name, t.Description, t.State));
            return new CapacityChanges([.. rows.Select(row => Change(row, tree, texts!, now))],
                (int)await connection.ExecuteScalarAsync<long>(CountSql, parameters))
            { Codes = tree.Rows.ToDictionary(r => r.Id, r => r.Code) };
        }, token);
    }

    private static CapacityChange Change(Row row, Taxonomy tree, Dictionary<(uint, string), CapacityText> texts, DateTime now)
    {
        var (before, after, stored) = (CapacityFacts.Read(row.BeforeFacts), CapacityFacts.Read(row.AfterFacts), tree[row.CapacityId]);
        var known = new CapacityFacts
        {
            Code = after.Code is null ? null : stored.Code,
            Parent = after.Parent is null ? null : stored.ParentId ?? 0,
            State = after.State is null ? null : stored.State,
            Successor = after.Successor is null ? null : stored.SuccessorId ?? 0,
            Names = after.Names is null
                ? null : new(after.Names.Keys.ToDictionary(language => language, language => texts.GetValueOrDefault((row.CapacityId, language))),
                    StringComparer.Ordinal),
            Children = after.Children is null ? null : [.. tree.Children(row.CapacityId).Select(c => c.Id).Order()],
        };
        return new CapacityChange
        {
            Id = row.Id,
            What = row.What,
            Code = stored.Code,
            Author = row.Author,
            At = row.At,
            Before = before,
            After = after,
            CannotBeUndone = UndoCapacityCommand.Refusal(tree, row.CapacityId, row.What, row.IsUndone, row.At, now, before, known, after),
        };
    }

    private sealed record Row
    {
        public ulong Id { get; init; }
        public uint CapacityId { get; init; }
        public required string What { get; init; }
        public DateTime At { get; init; }
        public required string BeforeFacts { get; init; }
        public required string AfterFacts { get; init; }
        public string? Author { get; init; }
        public bool IsUndone { get; init; }
    }
}
