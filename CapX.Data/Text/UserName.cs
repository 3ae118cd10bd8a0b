using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace CapX.Data;

/// <summary>A user name that somebody typed: letter for letter, and as the wiki reads it. A stored name that is typed letter for letter is found whatever the
/// rules say.</summary>
/// <param name="AsTyped">An underscore is a space.</param>
public sealed record TypedName(string AsTyped, string AsRead)
{
    /// <summary>Whether a person "p" bears the name now; a name that was given up is nobody's. Expects both parts as parameters, and <see cref="BestSql"/>
    /// after it.</summary>
    internal const string BearsSql = $"p.username IN (@{nameof(AsTyped)}, @{nameof(AsRead)}) AND p.name_lost_at IS NULL";

    internal const string BestSql = $"ORDER BY p.username = @{nameof(AsTyped)} DESC, p.id LIMIT 1";

    /// <summary>Whether this is the name.</summary>
    public bool Is(string name) => name == AsTyped || name == AsRead;
}

/// <summary>Reads a user name as the wiki reads it, from whatever people type and paste: "user:ana_example", "w:en:User:Ana Example", the address of a user
/// page on a wiki or of a profile here.</summary>
public static class UserName
{
    /// <summary>As long as the column of names; MediaWiki's own limit is 255 bytes.</summary>
    public const int Longest = 255;

    /// <summary>The address of the longest name, percent-encoded, and of its wiki. What is longer names nobody.</summary>
    public const int LongestTyped = 2500;

    /// <summary>The namespace of user pages: in the languages of the interface, and on the wikis from which names are pasted most often. As $wgNamespaceNames
    /// and $wgNamespaceAliases of MediaWiki have them, in lower case.</summary>
    private static readonly FrozenSet<string> Namespaces = new[]
    {
        "user", "مستخدم", "مستخدمة", "usuario", "usuaria", "usuario(a)", "utilisateur", "utilisatrice", "usuário", "usuária", "usuário(a)", "utilizador",
        "utilizadora", "utilizador(a)",
        "benutzer", "benutzerin", "utente", "gebruiker", "wikipedysta", "wikipedystka", "użytkownik", "użytkowniczka", "wikipedista", "wikipedistka",
        "uživatel", "uživatelka", "участник", "участница",
        "користувач", "користувачка", "利用者", "用户", "用戶", "使用者", "사용자", "کاربر", "משתמש", "משתמשת", "användare", "bruker", "bruger", "käyttäjä", "kullanıcı",
        "pengguna", "thành viên",
        "सदस्य", "ব্যবহারকারী", "usuari", "usuària", "utilizator", "szerkesztő", "χρήστης", "lietotājs", "mtumiaji", "uzanto", "vikipediisto", "lankide",
        "usuariu", "ผู้ใช้",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly string[] Folders = ["/wiki/", "/people/"];

    /// <summary>The name as the wiki writes it: first letter a capital, spaces for underscores, one at a time, nothing that nobody sees, NFC. Empty where there
    /// is none. Linear; what is read once stays as it is.</summary>
    public static string Read(string? typed) => Capital(Name(typed));

    /// <summary>Both ways in which it may be meant.</summary>
    public static TypedName Typed(string? typed) => new(typed is { Length: <= LongestTyped } ? typed.Replace('_', ' ').Trim() : "", Read(typed));

    /// <summary>As <see cref="Read"/>, with the first letter as it was typed.</summary>
    public static string Name(string? typed)
    {
        if (typed is null || typed.Length > LongestTyped || MarkLimit.IsExceeded(typed)) return "";
        var text = Clean(typed);
        // As pages here write a user name beside a display name.
        text = text.TrimStart('@', ' ');
        var isLink = text.StartsWith("[[", StringComparison.Ordinal);
        if (isLink) text = text[2..].Split('|')[0].TrimEnd(']', ' ');
        if (Title(text) is { } title)
        {
            if (title.Length > LongestTyped || MarkLimit.IsExceeded(title)) return "";
            (isLink, text) = (true, Clean(title));
        }
        while (WithoutNamespace(text) is { } name) (isLink, text) = (true, name);
        // A name holds no stroke: what follows is a page below the user page, or a part of the page.
        if (isLink) text = text.Split(['/', '#'], 2)[0];
        return text.Trim();
    }

    /// <summary>Blanks and underscores joined, ends trimmed.</summary>
    private static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var c in Unseen.Drop(Text.WellFormed(text)).Normalize(NormalizationForm.FormC))
        {
            if (c is not '_' && !char.IsWhiteSpace(c)) clean.Append(c);
            else if (clean.Length > 0 && clean[^1] != ' ') clean.Append(' ');
        }
        return clean.ToString().TrimEnd();
    }

    /// <summary>The page that an address on the web leads to, decoded; null where the text is none.</summary>
    private static string? Title(string text)
    {
        if (!text.Contains("://", StringComparison.Ordinal) && !Folders.Any(folder => text.Contains(folder, StringComparison.Ordinal))) return null;
        var query = text.IndexOf('?', StringComparison.Ordinal);
        var asked = query < 0 ? null : text[(query + 1)..].Split('#')[0].Split('&').FirstOrDefault(pair => pair.StartsWith("title=", StringComparison.Ordinal));
        if (asked is not null) return Uri.UnescapeDataString(asked["title=".Length..].Replace('+', ' '));
        var path = text.Split(['?', '#'], 2)[0];
        var folder = Array.Find(Folders, folder => path.Contains(folder, StringComparison.Ordinal));
        return folder is null ? null : Uri.UnescapeDataString(path[(path.IndexOf(folder, StringComparison.Ordinal) + folder.Length)..]);
    }

    /// <summary>What stands behind "User:" in any of the languages, before which wikis may be named ("w:de:Benutzer:"); null where nothing says so.</summary>
    private static string? WithoutNamespace(string text)
    {
        var start = 0;
        for (var parts = 0; parts < 4; parts++)
        {
            var colon = text.AsSpan(start).IndexOfAny(':', '\uFF1A');
            if (colon < 0) return null;
            var part = text.Substring(start, colon).Trim();
            start += colon + 1;
            if (Namespaces.Contains(part.ToLowerInvariant())) return text[start..].Trim();
            if (!part.All(c => char.IsAsciiLetterOrDigit(c) || c == '-')) return null;
        }
        return null;
    }

    /// <summary>As MediaWiki's ucfirst: letters of scripts whose capitals it has always known, one for one. Georgian, "ß" and "ŉ" stay.</summary>
    private static string Capital(string name)
    {
        if (name.Length == 0 || !Rune.TryGetRuneAt(name, 0, out var first) || Rune.GetUnicodeCategory(first) != UnicodeCategory.LowercaseLetter
            || first.Value is not (< 0x0590 or (>= 0x1E00 and < 0x2000))) return name;
        var capital = Rune.ToUpperInvariant(first);
        return capital != first && Rune.ToLowerInvariant(capital) == first ? $"{capital}{name[first.Utf16SequenceLength..]}" : name;
    }
}
