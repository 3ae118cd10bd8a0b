using System.Globalization;

namespace CapX.App;

/// <summary>Every address of the site, built in one place.</summary>
public static class Urls
{
    public const string Home = "/";
    public const string People = "/people";
    public const string Capacities = "/capacities";
    public const string EditProfile = "/profile/edit";
    public const string Welcome = "/welcome";
    public const string Privacy = "/privacy";
    public const string MyPrivacy = "/privacy/me";
    public const string SignOut = "/sign-out";
    public const string SignOutEverywhere = "/sign-out/everywhere";
    public const string Language = "/language";
    public const string Appearance = "/appearance";
    public const string CodeOfConduct = "https://foundation.wikimedia.org/wiki/Special:MyLanguage/Policy:Universal_Code_of_Conduct";
    public const string Licence = "https://www.gnu.org/licenses/agpl-3.0.html";

    /// <summary>A person's page; spaces are written as underscores, as on the wikis.</summary>
    public static string Person(string username) => $"{People}/{Uri.EscapeDataString(username.Replace(' ', '_'))}";

    public static string Capacity(string code) => $"{Capacities}/{code}";

    public static string SignIn(string returnUrl) => $"/sign-in?returnUrl={Uri.EscapeDataString(returnUrl)}";

    /// <summary>The people list with some filters set; empty values are left out.</summary>
    public static string PeopleWith(IEnumerable<KeyValuePair<string, string>> query) => WithQuery(People, query);

    public static string PeopleWith(string parameter, string value) => PeopleWith([new(parameter, value)]);

    /// <summary>A person's page on the wiki where accounts live; the base is the wiki's script path, as configured.</summary>
    public static string WikiUser(Uri wikiBase, string username) =>
        $"{wikiBase.GetLeftPart(UriPartial.Authority)}/wiki/User:{Uri.EscapeDataString(username.Replace(' ', '_'))}";

    public static string WikidataItem(string item) => $"https://www.wikidata.org/wiki/{item}";

    private static string WithQuery(string path, IEnumerable<KeyValuePair<string, string>> query)
    {
        var text = string.Join('&', query.Where(p => p.Value.Length > 0).Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Key}={Uri.EscapeDataString(p.Value)}")));
        return text.Length == 0 ? path : $"{path}?{text}";
    }
}
