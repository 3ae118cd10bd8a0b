namespace CapX.Data.Notices;

/// <summary>What a transaction returns: its result, and whose live pages to tell after the commit. A result alone tells no one. A transaction that runs again
/// returns another one, so no one is told of an attempt that was rolled back.</summary>
internal sealed record Told<T>(T Result, IReadOnlyCollection<ulong> People)
{
    /// <summary>The person whom the index of people must read again. Null when there is none.</summary>
    public ulong? Changed { get; init; }

    public static implicit operator Told<T>(T result) => new(result, []);

    /// <summary>Tells these people, and returns the result. Call it after the commit.</summary>
    public T Tell(LiveUpdates news, ulong exchangeId = 0)
    {
        news.Tell(exchangeId, [.. People.Select(person => (ulong?)person)]);
        return Result;
    }
}
