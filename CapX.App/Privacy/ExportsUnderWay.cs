using System.Collections.Concurrent;

namespace CapX.App.Privacy;

/// <summary>Who is being given everything that is stored about them: one at a time a person, for the file and for the page.</summary>
public sealed class ExportsUnderWay
{
    /// <summary>When to come again.</summary>
    public static readonly TimeSpan Wait = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<ulong, bool> _people = new();

    /// <summary>Ends with what it gives; null while another one of this person goes on.</summary>
    public IDisposable? Begin(ulong personId) => _people.TryAdd(personId, true) ? new UnderWay(_people, personId) : null;

    private sealed record UnderWay(ConcurrentDictionary<ulong, bool> People, ulong PersonId) : IDisposable
    {
        public void Dispose() => People.TryRemove(PersonId, out _);
    }
}
