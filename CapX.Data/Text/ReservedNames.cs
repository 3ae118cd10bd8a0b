using System.Text;
using System.Text.RegularExpressions;

namespace CapX.Data;

/// <summary>Words that a display name may not contain, because they suggest acting for CapX or the Wikimedia Foundation.</summary>
public static partial class ReservedNames
{
    // Long enough not to occur in other names, so they match anywhere.
    private static readonly string[] Anywhere =
    [
        "CapX", "Capacity Exchange", "Wikimedia Foundation", "Fundação Wikimedia", "Fundación Wikimedia", "Fondation Wikimedia", "مؤسسة ويكيميديا",
        "moderator", "moderador", "modérateur", "modératrice", "administrator", "administrador", "administrateur", "administratrice",
        "bureaucrat", "burocrata", "bureaucrate", "checkuser", "oversighter",
    ];

    // Also occur within other names (Badminton, Stewardson, Stafford), so they match only as a separate word or as the whole name. Leaves out أمين, Arabic for
    // curator, because it is a given name.
    private static readonly string[] Words =
    [
        "admin", "admins", "mod", "mods", "sysop", "steward", "stewards", "stewardess", "curator", "curators", "curador", "curadora", "curadores", "curateur",
        "curatrice", "curateurs",
        "staff", "support", "suporte", "soporte", "WMF", "مشرف", "مشرفة", "مشرفون", "مشرفين", "إداري", "إدارية", "إداريون", "مضيف", "مضيفة", "مضيفون",
        "بيروقراط", "الدعم",
    ];

    private static readonly Dictionary<string, string> ByWord = Words.Concat(Words.Where(w => w[0] > 0x600).Select(w => $"ال{w}")).Concat(Anywhere)
        .SelectMany(word => Looks(word).Select(look => (look, word))).DistinctBy(pair => pair.look)
        .ToDictionary(pair => pair.look, pair => pair.word, StringComparer.Ordinal);

    private static readonly (string Look, string Name)[] Contained = [.. Anywhere.SelectMany(name => Looks(name).Select(look => (look, name)))];

    /// <summary>All reserved names, one per line.</summary>
    internal static string Text => string.Join('\n', Anywhere.Concat(Words));

    /// <summary>The reserved names that a name contains, including variants with look-alikes, split or joined words, and digits for letters.</summary>
    public static IReadOnlySet<string> In(string name)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        foreach (var written in (ReadOnlySpan<string>)[name, Letters(name)])
        {
            foreach (var whole in Looks(written))
            {
                if (ByWord.TryGetValue(whole, out var same)) found.Add(same);
                foreach (var (look, reserved) in Contained)
                    if (whole.Contains(look, StringComparison.Ordinal))
                        found.Add(reserved);
            }
            foreach (var word in WordsOf(written))
                foreach (var look in Looks(word))
                    if (ByWord.TryGetValue(look, out var same))
                        found.Add(same);
        }
        return found;
    }

    private static IEnumerable<string> Looks(string text) => NameSkeleton.OfUsername(text).Select(s => s.Replace('i', 'l'));

    /// <summary>Runs of letters without surrounding digits. Also split where a capital follows a lower-case letter.</summary>
    private static IEnumerable<string> WordsOf(string name)
    {
        var plain = Data.Text.WellFormed(name).Normalize(NormalizationForm.FormKD);
        return Runs().Split(plain).Concat(Runs().Split(Humps().Replace(plain, " "))).Select(word => word.Trim([.. "0123456789"])).Where(word => word.Length > 0)
            .Distinct();
    }

    /// <summary>Replaces digits and symbols with the letters they commonly stand for.</summary>
    private static string Letters(string name) => string.Concat(name.Select(c => c switch
    {
        '0' => 'o',
        '1' or '!' or '|' => 'i',
        '3' or '€' => 'e',
        '4' or '@' => 'a',
        '5' or '$' => 's',
        '7' => 't',
        _ => c,
    }));

    [GeneratedRegex(@"[^\p{L}\p{M}\p{Nd}\p{Nl}\p{Cf}]+", RegexOptions.CultureInvariant)]
    private static partial Regex Runs();

    [GeneratedRegex(@"(?<=\p{Ll})(?=\p{Lu})", RegexOptions.CultureInvariant)]
    private static partial Regex Humps();
}
