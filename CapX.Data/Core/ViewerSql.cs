using System.Text.RegularExpressions;

namespace CapX.Data;

/// <summary>A statement that asks who looks. Its parts mark what can matter to members only, such as blocks; a visitor's statement is the same without what is
/// marked.</summary>
public sealed partial class ViewerSql(string sql)
{
    /// <summary>What stands between this and <see cref="End"/> is asked for members only. Left out, it is what it is with <c>@Viewer</c> null, or a column that
    /// keeps its default. Never one inside another.</summary>
    public const string Members = "/*members*/";

    public const string End = "/*end*/";

    /// <summary>The whole statement.</summary>
    internal string ForMembers { get; } = sql.Replace(Members, "", StringComparison.Ordinal).Replace(End, "", StringComparison.Ordinal);

    /// <summary>The statement without all that names the viewer.</summary>
    internal string ForVisitors { get; } = Marked.Replace(sql, "");

    /// <summary>The statement that answers this viewer.</summary>
    public string For(Viewer viewer) => viewer.IsMember ? ForMembers : ForVisitors;

    [GeneratedRegex(@"/\*members\*/.*?/\*end\*/", RegexOptions.Singleline)]
    private static partial Regex Marked { get; }
}
