using CapX.Data.Content;

namespace CapX.Data.SavedSearches;

/// <summary>Saved searches as a kind of content.</summary>
public sealed class SavedSearchContent : PrivateContent
{
    public const string Kind = "saved-search";

    public override string Code => Kind;

    internal override string Table => "saved_search";

    internal override string PartsSql => "SELECT 'name' AS Part, s.name AS Text, NULL AS Language FROM saved_search s WHERE s.id = @id";
}
