using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace CapX.Data;

/// <summary>A typed user name, literally and as MediaWiki normalizes it. A stored name typed literally is always found, whatever the rules are.</summary>
/// <param name="AsTyped">As typed, except that underscores are spaces.</param>
public sealed record TypedName(string AsTyped, string AsRead)
{
    /// <summary>The person "p" currently has the name. A lost name belongs to no one. Needs both properties as parameters, followed by
    /// <see cref="BestSql"/>.</summary>
    internal const string BearsSql = $"p.username IN (@{nameof(AsTyped)}, @{nameof(AsRead)}) AND p.name_lost_at IS NULL";

    internal const string BestSql = $"ORDER BY p.username = @{nameof(AsTyped)} DESC, p.id LIMIT 1";

    /// <summary>True when the typed name denotes <paramref name="name"/>.</summary>
    public bool Is(string name) => name == AsTyped || name == AsRead;
}

/// <summary>Parses user names as MediaWiki does, from anything people type or paste. Accepts "user:ana_example", "w:en:User:Ana Example", and URLs of user
/// pages on a wiki or of profiles here.</summary>
public static class UserName
{
    /// <summary>The length of the database column. MediaWiki's own limit is 255 bytes.</summary>
    public const int Longest = 255;

    /// <summary>Enough for the URL of the longest name, percent-encoded. Longer input yields no name.</summary>
    public const int LongestTyped = 2500;

    /// <summary>The user namespace in the interface languages and on the wikis most names are pasted from. From MediaWiki's $wgNamespaceNames and
    /// $wgNamespaceAliases, in lower case.</summary>
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

    /// <summary>The normalized name: upper-case first letter, single spaces for underscores, no invisible characters, NFC. Empty when there is none. Linear
    /// time, idempotent.</summary>
    public static string Read(string? typed) => Capital(Name(typed));

    /// <summary>Both readings of the typed name.</summary>
    public static TypedName Typed(string? typed) => new(typed is { Length: <= LongestTyped } ? typed.Replace('_', ' ').Trim() : "", Read(typed));

    /// <summary>Like <see cref="Read"/>, but keeps the first letter as typed.</summary>
    public static string Name(string? typed)
    {
        if (typed is null || typed.Length > LongestTyped || MarkLimit.IsExceeded(typed)) return "";
        var text = Clean(typed);
        // Pages of this site write user names with a leading @ beside display names.
        text = text.TrimStart('@', ' ');
        var isLink = text.StartsWith("[[", StringComparison.Ordinal);
        if (isLink) text = text[2..].Split('|')[0].TrimEnd(']', ' ');
        if (Title(text) is { } title)
        {
            if (title.Length > LongestTyped || MarkLimit.IsExceeded(title)) return "";
            (isLink, text) = (true, Clean(title));
        }
        while (WithoutNamespace(text) is { } name) (isLink, text) = (true, name);
        // A linked user name contains no slash: what follows is a subpage or a section.
        if (isLink) text = text.Split(['/', '#'], 2)[0];
        return text.Trim();
    }

    /// <summary>Collapses blanks and underscores into single spaces and trims the ends.</summary>
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

    /// <summary>The decoded page title of a URL. Null when the text is not one.</summary>
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

    /// <summary>The text after "User:" in any of the languages, optionally preceded by wiki prefixes ("w:de:Benutzer:"). Null when there is no such
    /// prefix.</summary>
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

    /// <summary>Like MediaWiki's ucfirst: only letters of scripts with long-established capitals that map one to one. Leaves Georgian, "ß" and "ŉ"
    /// unchanged.</summary>
    private static string Capital(string name)
    {
        if (name.Length == 0 || !Rune.TryGetRuneAt(name, 0, out var first) || Rune.GetUnicodeCategory(first) != UnicodeCategory.LowercaseLetter
            || first.Value is not (< 0x0590 or (>= 0x1E00 and < 0x2000))) return name;
        var capital = Rune.ToUpperInvariant(first);
        return capital != first && Rune.ToLowerInvariant(capital) == first ? $"{capital}{name[first.Utf16SequenceLength..]}" : name;
    }
}
