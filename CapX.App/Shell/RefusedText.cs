using System.Collections.Concurrent;

namespace CapX.App.Shell;

/// <summary>What somebody sent by a plain form that was refused for what it says: the page to which they are led back has it in its field. In memory, for minutes, the last one of a person; never in an address.</summary>
public sealed class RefusedText(TimeProvider time)
{
    private const int Longest = 20_000;
    private const int PruneAbove = 1_000;
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<ulong, (string Form, string Text, DateTime Until)> _last = new();

    /// <summary>A form by the address to which it is sent.</summary>
    public void Keep(ulong personId, string form, string? text)
    {
        if (_last.Count > PruneAbove)
            foreach (var (person, kept) in _last)
                if (kept.Until <= Now)
                    _last.TryRemove(person, out _);
        if (!string.IsNullOrEmpty(text)) _last[personId] = (form, text.Length > Longest ? text[..Longest] : text, Now + Life);
    }

    public void Drop(ulong personId) => _last.TryRemove(personId, out _);

    public string? Find(ulong? personId, string form) => personId is { } id && _last.TryGetValue(id, out var kept) && kept.Form == form && kept.Until > Now ? kept.Text : null;

    private DateTime Now => time.GetUtcNow().UtcDateTime;
}
