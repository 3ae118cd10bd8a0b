using System.Collections.Concurrent;

namespace CapX.App.Privacy;

/// <summary>Limits account exports, as file or page, to one at a time per person.</summary>
public sealed class ExportsUnderWay
{
    /// <summary>The value of Retry-After.</summary>
    public static readonly TimeSpan Wait = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<ulong, bool> _people = new();

    /// <summary>Dispose the result to end the export. Null while another export of this person is running.</summary>
    public IDisposable? Begin(ulong personId) => _people.TryAdd(personId, true) ? new UnderWay(_people, personId) : null;

    private sealed record UnderWay(ConcurrentDictionary<ulong, bool> People, ulong PersonId) : IDisposable
    {
        public void Dispose() => People.TryRemove(PersonId, out _);
    }
}
