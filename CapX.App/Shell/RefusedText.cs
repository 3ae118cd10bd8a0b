namespace CapX.App.Shell;

/// <summary>Keeps the text of a refused plain form for the page that the user is redirected to. In memory for minutes, one text per person, never in a URL. A
/// command reports an invalid text only to users who may perform the action, so no other texts are kept.</summary>
public sealed class RefusedText(TimeProvider time)
{
    public const int Longest = 20_000;

    /// <summary>Limit for all texts together, in characters. The oldest are dropped first.</summary>
    public const int MostCharacters = 2_000_000;

    private static readonly TimeSpan Life = TimeSpan.FromMinutes(5);

    private readonly Lock _lock = new();
    private readonly Dictionary<ulong, Kept> _last = [];

    // By age, without the texts. Entries that were replaced or dropped since are skipped.
    private readonly Queue<(ulong PersonId, long Number, DateTime Until)> _byAge = new();
    private int _characters;
    private long _number;

    /// <summary>True when the text is kept in full. Longer texts are not kept, instead of being cut off.</summary>
    public static bool Holds(string? text) => text is null or { Length: <= Longest };

    /// <summary>Stores the text under the URL that the form is posted to.</summary>
    public void Keep(ulong personId, string form, string? text)
    {
        if (string.IsNullOrEmpty(text)) return;
        var (until, shown) = (Now + Life, text.Length > Longest ? text[..Longest] : text);
        lock (_lock)
        {
            Remove(personId);
            _last[personId] = new Kept(form, shown, until, ++_number);
            _byAge.Enqueue((personId, _number, until));
            _characters += shown.Length;
            while (_byAge.TryPeek(out var oldest)
                && (_last.GetValueOrDefault(oldest.PersonId)?.Number != oldest.Number || oldest.Until <= Now || _characters > MostCharacters))
            {
                _byAge.Dequeue();
                if (_last.GetValueOrDefault(oldest.PersonId)?.Number == oldest.Number) Remove(oldest.PersonId);
            }
        }
    }

    public void Drop(ulong personId)
    {
        lock (_lock) Remove(personId);
    }

    public string? Find(ulong? personId, string form)
    {
        lock (_lock) return personId is { } id && _last.TryGetValue(id, out var kept) && kept.Form == form && kept.Until > Now ? kept.Text : null;
    }

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    private void Remove(ulong personId)
    {
        if (_last.Remove(personId, out var kept)) _characters -= kept.Text.Length;
    }

    private sealed record Kept(string Form, string Text, DateTime Until, long Number);
}
