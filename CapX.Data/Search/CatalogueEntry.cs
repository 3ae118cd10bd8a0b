using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using CapX.Data.Content;
using Dapper;

namespace CapX.Data.Search;

/// <summary>An index entry of a catalogue item: a code of one facet, with the method by which it is offered or wanted.</summary>
internal readonly record struct CatalogueCode(Facet Facet, string Code, string Method = "");

/// <summary>The catalogue's data about one item. Written in the transaction that changes the item.</summary>
internal sealed record CatalogueEntry
{
    private const int LongestName = 300;
    private const int LongestKey = 600;

    /// <summary>Marker in the method column for a language variant when the entry is in the plain language. The entry then matches the variant but is not
    /// counted for it.</summary>
    private const string Plain = "plain";

    private const string PutSql = """
        INSERT INTO catalogue (id, kind, owner_id, visibility, name, name_key, words, created_at, updated_at, starts_at, ends_at)
        VALUES (@Id, @Kind, @OwnerId, @visibility, @name, @key, @words, @CreatedAt, @UpdatedAt, @StartsAt, @EndsAt)
        ON DUPLICATE KEY UPDATE owner_id = VALUES(owner_id), visibility = VALUES(visibility), name = VALUES(name), name_key = VALUES(name_key), words =
          VALUES(words),
            created_at = VALUES(created_at), updated_at = VALUES(updated_at), starts_at = VALUES(starts_at), ends_at = VALUES(ends_at)
        """;

    private const string ForgetCodesSql = "DELETE FROM catalogue_code WHERE entry_id = @Id";

    private const string CodesSql = """
        INSERT INTO catalogue_code (entry_id, facet, code, method)
        SELECT @Id, j.facet, j.code, j.method
          FROM JSON_TABLE(@codes, '$[*]' COLUMNS (facet VARCHAR(12) PATH '$[0]' ERROR ON ERROR, code VARCHAR(60) PATH '$[1]' ERROR ON ERROR,
            method VARCHAR(30) PATH '$[2]' ERROR ON ERROR)) j
        """;

    private const string RemoveSql = "DELETE FROM catalogue WHERE id = @id";

    private static readonly CompareInfo Root = CultureInfo.InvariantCulture.CompareInfo;

    /// <summary>The code of a kind of content in the catalogue.</summary>
    public required string Kind { get; init; }

    /// <summary>The id of the content.</summary>
    public required ulong Id { get; init; }
    public ulong? OwnerId { get; init; }
    public required bool IsPublic { get; init; }

    /// <summary>The name used for sorting.</summary>
    public required string Name { get; init; }

    /// <summary>All searchable texts, except the names of the capacities.</summary>
    public required IEnumerable<string?> Texts { get; init; }
    public required IEnumerable<CatalogueCode> Codes { get; init; }
    public required DateTime CreatedAt { get; init; }
    public required DateTime UpdatedAt { get; init; }
    public DateTime? StartsAt { get; init; }
    public DateTime? EndsAt { get; init; }

    /// <summary>Inserts or replaces the entry. Removes it when moderators hide the item, even when it is saved again.</summary>
    public async Task PutAsync(DbTransaction transaction, Vocabulary vocabulary)
    {
        if (((CatalogueContent)ContentKind.Of(Kind)).HeldBackSql is { } sql
            && await transaction.Connection!.ExecuteScalarAsync<bool>(sql, new { Id }, transaction))
        {
            await RemoveAsync(transaction, Id);
            return;
        }
        var key = Root.GetSortKey(Name).KeyData;
        var values = new
        {
            Id,
            Kind,
            OwnerId,
            visibility = IsPublic ? "public" : "members",
            name = Name.Length > LongestName ? Name[..LongestName] : Name,
            key = key.Length > LongestKey ? key[..LongestKey] : key,
            words = WordsIn(vocabulary),
            CreatedAt,
            UpdatedAt,
            StartsAt,
            EndsAt,
            codes = JsonSerializer.Serialize(CodesIn(vocabulary).Select(c => new[] { c.Facet, c.Code, c.Method })),
        };
        foreach (var part in (string[])[PutSql, ForgetCodesSql, CodesSql]) await transaction.Connection!.ExecuteAsync(part, values, transaction);
    }

    /// <summary>Removes an item from the catalogue.</summary>
    public static Task RemoveAsync(DbTransaction transaction, ulong id) => transaction.Connection!.ExecuteAsync(RemoveSql, new { id }, transaction);

    /// <summary>The codes for a shared capacity: the capacity alone, with each method, and each method alone.</summary>
    public static IEnumerable<CatalogueCode> Of(Facet role, SharedCapacity shared) =>
    [
        new(role, shared.Code),
        .. shared.Methods.Select(method => new CatalogueCode(role, shared.Code, method)),
        .. shared.Methods.Select(method => new CatalogueCode(Facet.Method, method)),
    ];

    /// <summary>All distinct codes of the entry, including ancestors, as stored in the table.</summary>
    public IEnumerable<(string Facet, string Code, string Method)> CodesIn(Vocabulary vocabulary) =>
        WithAncestors(Codes, vocabulary).Distinct().Select(c => (c.Facet.Name, c.Code, c.Method));

    /// <summary>All distinct search words, including the names of the capacities, as stored in the table.</summary>
    public string WordsIn(Vocabulary vocabulary)
    {
        var capacities = Codes.Where(c => c.Facet.IsOfCapacities).Select(c => c.Code).Distinct().SelectMany(code => vocabulary.Capacities[code].Names.Values);
        var words = Text.Terms(string.Join(' ', Texts.OfType<string>().Concat(capacities)));
        return $" {string.Join(' ', words)} ";
    }

    private static IEnumerable<CatalogueCode> WithAncestors(IEnumerable<CatalogueCode> codes, Vocabulary vocabulary)
    {
        foreach (var code in codes)
        {
            if (code.Facet.Tree?.Invoke(vocabulary) is not { } tree || tree.Find(code.Code) is not { } entry)
            {
                yield return code;
                continue;
            }
            foreach (var above in tree.Path(entry)) yield return code with { Code = above.Code };
            if (tree.HoldsVariants)
                foreach (var variant in tree.Children(entry)) yield return code with { Code = variant.Code, Method = Plain };
        }
    }
}
