using System.Text.RegularExpressions;

namespace CapX.Data;

/// <summary>A SQL statement that depends on the viewer. Parts of it are marked as relevant to logged-in users only, such as blocks. The statement for visitors
/// omits them.</summary>
public sealed partial class ViewerSql(string sql)
{
    /// <summary>Starts a part for logged-in users only, up to <see cref="End"/>. Omitting the part must not change the result for a null <c>@Viewer</c>, except
    /// for a column that keeps its default. Parts cannot nest.</summary>
    public const string Members = "/*members*/";

    public const string End = "/*end*/";

    internal string ForMembers { get; } = sql.Replace(Members, "", StringComparison.Ordinal).Replace(End, "", StringComparison.Ordinal);

    internal string ForVisitors { get; } = Marked.Replace(sql, "");

    /// <summary>Returns the statement to run for this viewer.</summary>
    public string For(Viewer viewer) => viewer.IsMember ? ForMembers : ForVisitors;

    [GeneratedRegex(@"/\*members\*/.*?/\*end\*/", RegexOptions.Singleline)]
    private static partial Regex Marked { get; }
}
