using CapX.Data.Content;

namespace CapX.Data.Moderation;

/// <summary>SQL about the content of a case, composed from all kinds.</summary>
internal static class CaseContent
{
    /// <summary>The id of the content of the case "c", or NULL when it is gone.</summary>
    public const string IdSql = "c.content_id";

    /// <summary>The public key of that content, or NULL when it has no page of its own.</summary>
    public static readonly string KeySql = ContentKind.CaseSql("c.thing", kind => kind.PublicKeySql(IdSql));

    /// <summary>A condition: the person <c>@personId</c> answers for the content of the case "c", besides its owners.</summary>
    public static readonly string AnswersSql = Any(kind => kind.AnsweringSql(IdSql) is { } people ? $"@personId IN ({people})" : null);

    /// <summary>The kinds whose content leaves a placeholder, as a list.</summary>
    public static readonly string PlaceholdersSql = Codes(kind => kind.LeavesPlaceholder);

    /// <summary>The kinds whose content ends with the account of its owner, as a list.</summary>
    public static readonly string EndingSql = Codes(kind => kind.OwnedSql("") is not null);

    /// <summary>The kinds whose cases pass to somebody else when the owner leaves, as a list.</summary>
    public static readonly string HandedOverSql = Codes(kind => kind.HandOverSql is not null);

    /// <summary>The kinds for which no answer reveals whether a content exists, as a list.</summary>
    public static readonly string DiscreetSql = Codes(kind => kind.Unknown("") is not null);

    /// <summary>A condition that holds when it holds for the kind of the case "c". It does not hold for kinds without one.</summary>
    public static string Any(Func<ContentKind, string?> condition) =>
        $"({string.Join(" OR ", Said(condition).Select(it => $"(c.thing = '{it.Kind.Code}' AND {it.Sql})"))})";

    private static IEnumerable<(ContentKind Kind, string Sql)> Said(Func<ContentKind, string?> say) =>
        from kind in ContentKind.All let sql = say(kind) where sql is not null select (kind, sql);

    private static string Codes(Func<ContentKind, bool> has) => $"({string.Join(", ", ContentKind.All.Where(has).Select(kind => $"'{kind.Code}'"))})";
}
