using System.Collections.Frozen;
using System.Data.Common;
using System.Globalization;

namespace CapX.Data.Content;

/// <summary>A kind of content, declared once in the folder of its feature. Code that works on all content walks over <see cref="All"/> and names no
/// kind.</summary>
public abstract class ContentKind
{
    public const int LongestKey = 255;

    private static readonly FrozenDictionary<string, ContentKind> ByCode =
        Declared.All<ContentKind>().ToFrozenDictionary(kind => kind.Code, StringComparer.Ordinal);

    /// <summary>All kinds, by code. A kind needs no registration.</summary>
    public static IReadOnlyList<ContentKind> All { get; } = [.. ByCode.Values.OrderBy(kind => kind.Code, StringComparer.Ordinal)];

    /// <summary>The code in the database, forms, addresses and message keys, such as "listing".</summary>
    public abstract string Code { get; }

    /// <summary>The table that has a row for each content. That row is deleted with the row of <c>content</c>.</summary>
    internal abstract string Table { get; }

    /// <summary>The column of that table with the id of the content.</summary>
    internal virtual string IdColumn => "id";

    /// <summary>Null for an unknown code.</summary>
    public static ContentKind? Find(string code) => ByCode.GetValueOrDefault(code);

    /// <summary>Throws for an unknown code.</summary>
    public static ContentKind Of(string code) => ByCode[code];

    /// <summary>True when there is a searchable list of this kind.</summary>
    internal virtual bool HasList => false;

    // Found and shown

    /// <summary>The typed key in its usual form. Empty when it is too long.</summary>
    internal virtual string ReadKey(string typed) => typed.Length > LongestKey ? "" : WrittenNumber.Plain(typed);

    /// <summary>The public key as stored. Null when the typed text cannot be a key.</summary>
    internal virtual object? Key(string typed) => ulong.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;

    /// <summary>What stands for content that the viewer may not know about. Null when the answer is that there is nothing.</summary>
    internal virtual ContentPart? Unknown(string key) => null;

    /// <summary>True when the viewer may read content of this kind at all.</summary>
    internal virtual Task<bool> MayReadAsync(DbConnection connection, Viewer viewer, DateTime now, DbTransaction? transaction) => Task.FromResult(true);

    /// <summary>True when only the two sides of a conversation read it. A suspended person can report it, but nothing else that visitors do not see.</summary>
    internal virtual bool IsCorrespondence => false;

    /// <summary>Selects a <see cref="ContentFound"/> by <c>@key</c>, when the viewer <c>@Viewer</c> may see and report it.</summary>
    internal abstract string FoundSql { get; }

    /// <summary>Selects a <see cref="ContentFound"/> by <c>@id</c>, for everyone.</summary>
    internal abstract string OwnersSql { get; }

    /// <summary>Selects the public key by the id, an SQL expression. Null when there is no page of its own.</summary>
    internal virtual string? PublicKeySql(string id) => null;

    /// <summary>Selects the title for a notice, when the person <c>@personId</c> (also <c>@Viewer</c>) may see the content now. The id of the content is an
    /// SQL expression. Null for kinds without notices.</summary>
    internal virtual string? TitleSql(string id) => null;

    /// <summary>The kinds of notices about content of this kind, in the order of the settings page. Messages "exchanges-notice-…" say what happened.</summary>
    public virtual IReadOnlyList<string> NoticeKinds => [];

    /// <summary>An SQL expression that has its own value for each kind. NULL for kinds without one.</summary>
    internal static string CaseSql(string code, Func<ContentKind, string?> valueSql) =>
        $"CASE {code} {string.Concat(All.Select(kind => valueSql(kind) is { } sql ? $"WHEN '{kind.Code}' THEN {sql} " : null))}END";

    // Texts

    /// <summary>Selects all its texts by <c>@id</c> as <see cref="ContentPart"/>, as far as <c>@Viewer</c> sees them.</summary>
    internal abstract string PartsSql { get; }

    /// <summary>Selects what a person wrote beside content of this kind, and what is therefore reported with the person. The id of the person is an SQL
    /// expression.</summary>
    internal virtual string? BesideSql(string personId) => null;

    // Capacities

    /// <summary>The table with its capacities. Null when it has none.</summary>
    internal virtual CapacityTable? Capacities => null;

    // Moderated

    /// <summary>Hides, removes or restores it by <c>@id</c>. <c>@state</c> is "hidden", "removed" or null.</summary>
    internal virtual string ModerateSql => $"UPDATE {Table} SET moderated = @state WHERE {IdColumn} = @id";

    /// <summary>Updates what lists and search show, after moderators have changed its state.</summary>
    internal virtual Task RelistAsync(DbTransaction transaction, Vocabulary vocabulary, ulong id) => Task.CompletedTask;

    /// <summary>Selects the ids of the content that ends with the accounts of some people, an SQL list of ids. Null when no content of this kind
    /// does.</summary>
    internal virtual string? OwnedSql(string people) => null;

    /// <summary>Deletes the profiles of some people, an SQL list of ids, with all content that ends with their accounts.</summary>
    internal static string DeleteOwnedSql(string people) => $"""
        DELETE c FROM content c
          JOIN ({string.Join(" UNION ALL ", All.Select(kind => kind.OwnedSql(people)).OfType<string>())}) theirs ON theirs.id = c.id
        """;

    /// <summary>Selects the id of the content that the person <c>@personId</c> has again after coming back: the profile. Null for what is gone.</summary>
    internal virtual string? ReturnedSql => null;

    /// <summary>Erases it permanently, with its drafts.</summary>
    internal abstract Task EraseAsync(DbTransaction transaction, ulong id, DateTime now);

    /// <summary>True when a permanent placeholder stays in its place.</summary>
    internal virtual bool LeavesPlaceholder => false;

    /// <summary>True when erasing it now also erases the content that it owns.</summary>
    internal virtual Task<bool> ErasesItsOwnAsync(DbTransaction transaction, ulong id) => Task.FromResult(false);

    // Who answers for it, besides the person and the managers of the organization that own it

    /// <summary>Selects the ids of further people who answer for it. The id of the content is an SQL expression.</summary>
    internal virtual string? AnsweringSql(string id) => null;

    /// <summary>Passes the cases <c>moderation_case</c> of a person <c>@personId</c> who leaves to the next one who answers.</summary>
    internal virtual string? HandOverSql => null;

    /// <summary>A condition: the moderator <c>@Handler</c>, who manages the organizations <paramref name="managed"/>, has a part in it. The id of the content
    /// is an SQL expression.</summary>
    internal virtual string? PartakesSql(string id, string managed) => null;

    /// <summary>Selects case and person of all who have a part in the content of some cases, when the account of its owner is erased. Takes the ids of the
    /// cases as a subquery.</summary>
    internal virtual string? PartnersSql(string cases) => null;
}

/// <summary>A table with the capacities of a kind, and its column with the id of the content. Some kinds hold a capacity in roles, with methods and a
/// note.</summary>
internal sealed record CapacityTable(string Name, string Owner, bool HasRoles)
{
    /// <summary>The table of the owners, when their id is not the id of the content.</summary>
    public string? OwnerTable { get; init; }
}

/// <summary>A part of the text of a content. A message "moderation-part-…" names the part.</summary>
public sealed record ContentPart(string Part, string Text, string? Language);

/// <summary>A content and who owns it.</summary>
internal sealed record ContentFound
{
    public ulong? Id { get; init; }
    public ulong? PersonId { get; init; }
    public ulong? OrganizationId { get; init; }

    /// <summary>True when the viewer may know that it exists.</summary>
    public bool IsSeen { get; init; }
}
