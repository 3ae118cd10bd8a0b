using CapX.App.People;
using CapX.Data.Index;

namespace CapX.App;

/// <summary>URLs of people and profiles.</summary>
public static class PeopleUrls
{
    public const string People = "/people";
    public const string EditProfile = "/profile/edit";

    /// <summary>A person's page. Spaces become underscores, as on wikis.</summary>
    public static string Person(string username) => $"{People}/{Uri.EscapeDataString(username.Replace(' ', '_'))}";

    /// <summary>A person's own page as visitors see it.</summary>
    public static string PersonAsVisitor(string username) => $"{Person(username)}?as=visitor";

    public static string PeopleWho(Facet facet, string code) => SearchUrls.Search(PeopleFilterParser.ToChoice(new PeopleFilter().With(facet, [code])));
}
