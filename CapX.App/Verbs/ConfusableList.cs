using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace CapX.App.Verbs;

/// <summary>The look-alike of each letter, from Unicode's list of confusables (UTS #39). Omits everything that NFKD, mark removal and
/// NameSkeleton already handle.</summary>
internal static class ConfusableList
{
    public static JsonObject Items(JsonNode confusables)
    {
        var items = new JsonObject();
        foreach (var (letter, looksLike) in confusables.AsObject())
        {
            var isPlain = !letter.IsNormalized(NormalizationForm.FormKD) || IsMadePlain(letter);
            if (isPlain || letter.EnumerateRunes().Count() != 1 || IsMark(letter.EnumerateRunes().First())) continue;
            var plain = string.Concat(looksLike!.GetValue<string>().Normalize(NormalizationForm.FormKD).EnumerateRunes().Where(r => !IsMark(r)));
            // NameSkeleton joins "rn" to "m", so that a skeleton is never longer than its name.
            if (plain.Length > 0 && plain != letter && letter != "m") items[letter] = plain;
        }
        return items;
    }

    private static bool IsMadePlain(string letter) => letter.ToLowerInvariant().EnumerateRunes()
        .All(r => Rune.GetUnicodeCategory(r) == UnicodeCategory.SpacingCombiningMark || IsMark(r)
            || !r.IsAscii && Ascii.IsValid(NameSkeleton.Plain(r.Value) ?? r.ToString()));

    private static bool IsMark(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark;
}
