using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using CapX.Data.Privacy;

namespace CapX.App.Privacy;

/// <summary>The export as a file that explains itself: each key is described at its head.</summary>
public static class ExportFile
{
    /// <summary>In English, as the keys are: for whoever reads the file with a program.</summary>
    private static readonly Dictionary<string, string> Documentation = new(StringComparer.Ordinal)
    {
        ["schemaVersion"] = "Grows when a key changes its meaning or goes away; new keys may come without notice.",
        ["exportedAt"] = "When this file was made. All times are UTC.",
        ["account"] = "What comes from the wiki and from logging in: central account id, user name, whether the account is blocked on the wiki, how it stands by decisions of moderators (standing, moderated), the chosen interface language, first login, and the last one for 90 days; nameLostAt is set while another account has this user name.",
        ["profile"] = "The single values of the profile. visibility is members, public or hidden; indexable says whether search engines may list it; version counts the saves; updatedAt is the last one.",
        ["languages"] = "MediaWiki language codes with Babel levels, 0 to 5 and N for native.",
        ["territories"] = "ISO 3166-1 country codes and UN M49 region codes.",
        ["projects"] = "Families of Wikimedia projects.",
        ["knows"] = "Codes of capacities, those offered included.",
        ["offers"] = "Codes of capacities, each with methods and note.",
        ["wants"] = "Codes of capacities, each with methods and note.",
        ["drafts"] = "What was typed into a form and not saved, as the form keeps it; dropped after 30 days.",
        ["events"] = "Events you organize and the part you have in each, those you registered or wait for, and what you wrote that you learned.",
        ["exchanges"] = "Exchanges you are a party of or proposed for an organization, with what you wrote and did in them: changes, messages, outcomes, how far you have read; notices to you, whom you blocked, and how you want to be reached.",
        ["listings"] = "What you posted in your own name, and the listings of others of which you said that you need this too.",
        ["moderation"] = "What you reported; what moderators decided about you and why, with what you had written as it was reported, once it is decided; your appeals; what you did as a moderator; logKey is the random key by which the log speaks of you.",
        ["organizations"] = "Organizations you speak for, belong to or were asked to speak for; what you changed there and what others changed about you; your roles for the whole site.",
        ["capacities"] = "What you suggested for the tree of capacities and what became of it; as a curator, what you answered and changed; and what your profile held of capacities that curators merged, kept for 90 days so that a merge can be undone.",
        ["consents"] = "Versions of the welcome text that were agreed to.",
        ["wikiAccess"] = "The leave that CapX may send on the wiki in your name: since when, and when the present token ends. The tokens are secret and left out.",
        ["deliveries"] = "What became of your messages, and of messages to you, on their way through the wiki, by mail or talk page; side says which you are; reason is a code. Kept for 90 days.",
        ["sessions"] = "Browsers that are logged in: since when, and until when. Their keys are secret and left out.",
    };

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    public static byte[] Write(AccountExport export)
    {
        var file = new JsonObject { ["documentation"] = JsonSerializer.SerializeToNode(Documentation, Json) };
        foreach (var (key, value) in JsonSerializer.SerializeToNode(export, Json)!.AsObject().ToList()) file[key] = value?.DeepClone();
        return JsonSerializer.SerializeToUtf8Bytes(file, Json);
    }
}
