using System.Buffers.Binary;
using System.Collections.Frozen;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace CapX.Data;

/// <summary>The visual skeleton of a name: names that share one can be mistaken for each other. Maps look-alike letters to one, after Unicode's confusables
/// list. Ignores case, marks, spaces, punctuation, symbols and invisible characters.</summary>
public static partial class NameSkeleton
{
    /// <summary>The maximum length of a skeleton, in UTF-16 units.</summary>
    public const int Longest = 255;

    // Increment when the rules below change. A change to the list is detected automatically.
    private const int Rules = 1;

    // From Devanagari on, scripts write vowels as marks, which distinguish words.
    private const int FirstWithVowelMarks = 0x0900;

    private static readonly string TableText = ReadTable();

    private static readonly FrozenDictionary<int, string> Table = JsonDocument.Parse(TableText).RootElement.GetProperty("items").EnumerateObject()
        .ToFrozenDictionary(item => char.ConvertToUtf32(item.Name, 0), item => item.Value.GetString()!);

    // Missing from Unicode's list: small capitals, letters that people use for Latin ones, and final sigma, a form without a capital. The list maps ε, κ and м
    // to ꞓ, ĸ and ʍ.
    private static readonly FrozenDictionary<int, char> Besides =
        "ᴀa ʙb ᴄc ᴅd ᴇe ꜰf ɢg ʜh ɪi ᴊj ᴋk ʟl ᴍm ɴn ᴏo ᴘp ꞯq ʀr ꜱs ᴛt ᴜu ᴠv ᴡw ʏy ᴢz ꞓe ɛe ĸk ʍm ωw χx βb ςσ".Split(' ')
        .ToFrozenDictionary(pair => (int)pair[0], pair => pair[1]);

    /// <summary>Identifies the list and the rules. Skeletons with another version are recomputed. Never 0.</summary>
    public static uint Version { get; } =
        BinaryPrimitives.ReadUInt32LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes($"{Rules}\n{ReservedNames.Text}\n{TableText}"))) | 1;

    /// <summary>The skeletons of a user name. More than one when capitals resemble other letters than their lower-case forms, or symbols resemble
    /// letters.</summary>
    public static IReadOnlySet<string> OfUsername(string name)
    {
        var plain = Undecorated(name);
        return Skeletons(name, name.ToLowerInvariant(), plain, plain.ToLowerInvariant());
    }

    /// <summary>The skeletons of a display name: those of <see cref="OfUsername"/>, also without a leading "User:" and trailing digits.</summary>
    public static IReadOnlySet<string> OfDisplayName(string name)
    {
        var core = Undecorated(Namespace().Replace(name, ""));
        var letters = core.Length;
        while (letters > 0 && char.IsDigit(core[letters - 1])) letters--;
        return letters == 0 ? OfUsername(name) : OfUsername(name).Union(OfUsername(core)).Union(OfUsername(core[..letters])).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>One skeleton of the text as given. Empty when nothing in it is visible.</summary>
    internal static string Of(string text)
    {
        var seen = new StringBuilder();
        var marked = 0;
        foreach (var rune in Text.WellFormed(text).Normalize(NormalizationForm.FormKD).EnumerateRunes())
        {
            var category = Rune.GetUnicodeCategory(rune);
            if (category is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark)
            {
                if (marked >= FirstWithVowelMarks && rune.Value >= FirstWithVowelMarks && category != UnicodeCategory.EnclosingMark
                    && !IsForAllScripts(rune.Value)) seen.Append(rune);
                continue;
            }
            if (IsUnseen(rune, category)) continue;
            marked = rune.Value;
            var letter = Besides.TryGetValue(rune.Value, out var beside) ? beside : rune.Value;
            if (Table.TryGetValue(letter, out var looksLike)) seen.Append(looksLike);
            else if (rune.Value is >= 0x1F150 and <= 0x1F169 or >= 0x1F170 and <= 0x1F189) seen.Append((char)('a' + ((rune.Value - 0x1F150) & 0x1F)));
            else seen.Append(new Rune(letter));
        }
        var letters = new StringBuilder(seen.Length);
        var lower = seen.ToString().ToLowerInvariant();
        foreach (var rune in lower.EnumerateRunes())
        {
            if (Besides.TryGetValue(rune.Value, out var beside)) letters.Append(beside);
            else if (Plain(rune.Value) is { } plain) letters.Append(plain);
            else if (IsLetter(Rune.GetUnicodeCategory(rune))) letters.Append(rune);
        }
        var skeleton = (letters.Length > 0 ? letters.ToString() : lower).Replace("rn", "m", StringComparison.Ordinal)
            .Replace("vv", "w", StringComparison.Ordinal);
        return skeleton.Length <= Longest ? skeleton : skeleton[..(char.IsHighSurrogate(skeleton[Longest - 1]) ? Longest - 1 : Longest)];
    }

    /// <summary>The look-alike of a letter without a decomposition. Stored skeletons depend on this mapping.</summary>
    public static string? Plain(int lower) => lower < 'ß' ? null : lower switch
    {
        'ł' => "l",
        'ø' => "o",
        'đ' => "d",
        'ı' => "i",
        'ß' => "ss",
        'æ' => "ae",
        'ς' => "σ",
        _ => null,
    };

    /// <summary>Keeps letters, digits and their marks. Everything else is decoration.</summary>
    private static string Undecorated(string name) => string.Concat(name.EnumerateRunes().Where(r => IsLetter(Rune.GetUnicodeCategory(r))));

    private static HashSet<string> Skeletons(params ReadOnlySpan<string> texts)
    {
        var skeletons = new HashSet<string>(StringComparer.Ordinal);
        foreach (var text in texts)
            if (Of(text) is { Length: > 0 } skeleton)
                skeletons.Add(skeleton);
        return skeletons;
    }

    private static bool IsLetter(UnicodeCategory category) =>
        category is <= UnicodeCategory.OtherLetter or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark
            or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber;

    /// <summary>Spaces, control characters, joiners, and the letters and the symbol that are drawn blank.</summary>
    private static bool IsUnseen(Rune rune, UnicodeCategory category) =>
        category is UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
            or UnicodeCategory.Control or UnicodeCategory.Format
        || rune.Value is 0x115F or 0x1160 or 0x3164 or 0xFFA0 or 0x2800;

    /// <summary>Marks that combine with letters of any script, and variation selectors.</summary>
    private static bool IsForAllScripts(int mark) =>
        mark is (>= 0x1AB0 and <= 0x1AFF) or (>= 0x1DC0 and <= 0x1DFF) or (>= 0x20D0 and <= 0x20FF) or (>= 0xFE00 and <= 0xFE2F) or (>= 0xE0100 and <= 0xE01EF);

    private static string ReadTable()
    {
        using var reader = new StreamReader(typeof(NameSkeleton).Assembly.GetManifestResourceStream("confusables.json")!, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    // The user namespace in the interface languages. No user name starts with it.
    [GeneratedRegex(@"^\W*(user|usuário|usuária|usuario|usuaria|utilisateur|utilisatrice|مستخدم|مستخدمة)\s*[:：]",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Namespace();
}
