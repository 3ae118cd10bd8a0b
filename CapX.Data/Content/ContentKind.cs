using System.Collections.Frozen;
using System.Data.Common;
using System.Globalization;

namespace CapX.Data.Content;

/// <summary>A kind of content, declared once in the folder of its feature. Code that works on all content walks over <see cref="All"/> and names no
/// kind.</summary>
public abstract class ContentKind
{
    public const int LongestKey = 255;

    private static readonly FrozenDictionary<string, ContentKind> ByCode = typeof(ContentKind).Assembly.GetTypes()
        .Where(type => type.IsSubclassOf(typeof(ContentKind)) && !type.IsAbstract)
        .Select(type => (ContentKind)Activator.CreateInstance(type)!)
        .ToFrozenDictionary(kind => kind.Code, StringComparer.Ordinal);

    /// <summary>All kinds, by code. A kind needs no registration.</summary>
    public static IReadOnlyList<ContentKind> All { get; } = [.. ByCode.Values.OrderBy(kind => kind.Code, StringComparer.Ordinal)];

    /// <summary>The code in the database, forms, addresses and message keys, such as "listing".</summary>
    public abstract string Code { get; }

    /// <summary>Null for an unknown code.</summary>
    public static ContentKind? Find(string code) => ByCode.GetValueOrDefault(code);

    /// <summary>Throws for an unknown code.</summary>
    public static ContentKind Of(string code) => ByCode[code];

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

    // Texts

    /// <summary>Selects all its texts by <c>@id</c> as <see cref="ContentPart"/>, as far as <c>@Viewer</c> sees them.</summary>
    internal abstract string PartsSql { get; }

    /// <summary>Selects what the person <c>@id</c> wrote beside content of this kind, and what is therefore reported with the person.</summary>
    internal virtual string? BesideSql => null;

    // Capacities

    /// <summary>The table with its capacities. Null when it has none.</summary>
    internal virtual CapacityTable? Capacities => null;

    // Moderated

    /// <summary>Hides, removes or restores it by <c>@id</c>. <c>@state</c> is "hidden", "removed" or null.</summary>
    internal abstract string ModerateSql { get; }

    /// <summary>Updates what lists and search show, after moderators have changed its state.</summary>
    internal virtual Task RelistAsync(DbTransaction transaction, Vocabulary vocabulary, ulong id) => Task.CompletedTask;

    /// <summary>Erases it permanently, with its drafts.</summary>
    internal abstract Task EraseAsync(DbTransaction transaction, ulong id, DateTime now);

    /// <summary>True when a permanent placeholder stays in its place.</summary>
    internal virtual bool LeavesPlaceholder => false;

    /// <summary>True when erasing it now also erases the content that it owns.</summary>
    internal virtual Task<bool> ErasesItsOwnAsync(DbTransaction transaction, ulong id) => Task.FromResult(false);

    // Who answers for it, besides the person and the managers of the organization that own it

    /// <summary>True when it belongs to one person or organization, and ends with the account of that person.</summary>
    internal virtual bool EndsWithOwner => true;

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
internal sealed record CapacityTable(string Name, string Owner, bool HasRoles);

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
