using System.Data.Common;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using CapX.Data.Content;
using Dapper;

namespace CapX.Data.Moderation;

/// <summary>The content a report is about: its identity, its owner, and its current texts as the reporter sees them.</summary>
internal sealed record ReportedThing(ContentKind Kind, ContentFound Content, IReadOnlyList<ContentPart> Parts)
{
    // No person has this id. Stands for any logged-in viewer.
    private const ulong SomeMember = 0;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    public string PartsJson => WriteParts(Parts);

    public static string WriteParts(IEnumerable<ContentPart> parts) => JsonSerializer.Serialize(parts, Json);

    public static IReadOnlyList<ContentPart> ReadParts(string? json) =>
        json is null ? [] : JsonSerializer.Deserialize<IReadOnlyList<ContentPart>>(json, Json) ?? [];

    /// <summary>Null when there is nothing that the viewer may report.</summary>
    public static async Task<ReportedThing?> FindAsync(DbConnection connection, ReportAbout about, Viewer viewer, DateTime now,
        DbTransaction? transaction = null)
    {
        var kind = ContentKind.Of(about.Kind);
        if (kind.Key(about.Key) is not { } key || !await kind.MayReadAsync(connection, viewer, now, transaction)) return null;
        var name = UserName.Typed(about.Key);
        var unknown = kind.Unknown(about.Key);
        var found = await connection.QuerySingleOrDefaultAsync<ContentFound>(kind.FoundSql,
            new { key, name.AsTyped, name.AsRead, Viewer = viewer.PersonId, personId = viewer.PersonId }, transaction);
        if (found is null) return unknown is null ? null : new ReportedThing(kind, new ContentFound(), [unknown]);
        var parts = await ReadPartsAsync(connection, kind, found.Id!.Value, viewer.PersonId, transaction);
        return new ReportedThing(kind, found, parts.Count == 0 && unknown is not null ? [unknown] : parts);
    }

    /// <summary>The content just saved, as any logged-in user sees it. Has no parts when the content is visible to no one.</summary>
    public static async Task<ReportedThing> SavedAsync(DbConnection connection, ContentKind kind, ulong id, DbTransaction transaction) =>
        new(kind, await connection.QuerySingleAsync<ContentFound>(kind.OwnersSql, new { id }, transaction),
            await ReadPartsAsync(connection, kind, id, SomeMember, transaction));

    private static async Task<List<ContentPart>> ReadPartsAsync(DbConnection connection, ContentKind kind, ulong id, ulong? viewer,
        DbTransaction? transaction) =>
        (await connection.QueryAsync<ContentPart>(kind.PartsSql, new { id, Viewer = viewer, personId = viewer }, transaction)).AsList();
}
