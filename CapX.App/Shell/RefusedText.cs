namespace CapX.App.Shell;

/// <summary>What somebody sent by a plain form that was refused for what it says: the page to which they are led back has it in its field. In memory, for
/// minutes, the last one of a person; never in an address.
/// A command says that a text is wrong only to somebody who may do the thing, so nothing is kept for anybody else.</summary>
public sealed class RefusedText(TimeProvider time)
{
    public const int Longest = 20_000;

    /// <summary>Of all texts together, in characters; the oldest go first.</summary>
    public const int MostCharacters = 2_000_000;

    private static readonly TimeSpan Life = TimeSpan.FromMinutes(5);

    private readonly Lock _lock = new();
    private readonly Dictionary<ulong, Kept> _last = [];

    // By age, without the texts; what was replaced or dropped since is passed over.
    private readonly Queue<(ulong PersonId, long Number, DateTime Until)> _byAge = new();
    private int _characters;
    private long _number;

    /// <summary>Whether a text is kept whole: what is longer is shown to nobody, rather than cut.</summary>
    public static bool Holds(string? text) => text is null or { Length: <= Longest };

    /// <summary>A form by the address to which it is sent.</summary>
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
