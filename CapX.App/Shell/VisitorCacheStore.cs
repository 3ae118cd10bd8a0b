using Microsoft.AspNetCore.OutputCaching;
using Microsoft.Extensions.Caching.Memory;

namespace CapX.App.Shell;

/// <summary>Where answers for visitors are kept. The framework's own store counts their bytes only: with long addresses it would need a multiple of its
/// bound.</summary>
public sealed class VisitorCacheStore(ContentState state, TimeProvider time) : IOutputCacheStore, IDisposable
{
    public const long MostBytes = 64 * 1024 * 1024;

    /// <summary>How long an answer is kept.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    // What the dictionary, the entry and two objects need beside key and value.
    private const int Overhead = 512;

    private readonly MemoryCache _kept = new(new MemoryCacheOptions { SizeLimit = MostBytes, TrackStatistics = true });
    private long _state;

    /// <summary>How many answers are kept, and how many bytes they take.</summary>
    public (long Answers, long Bytes) Kept => _kept.GetCurrentStatistics() is { } now ? (now.CurrentEntryCount, now.CurrentEstimatedSize ?? 0) : default;

    public ValueTask<byte[]?> GetAsync(string key, CancellationToken cancellationToken) =>
        ValueTask.FromResult(_kept.TryGetValue<Answer>(key, out var answer) && answer!.Until > time.GetUtcNow() ? answer.Bytes : null);

    public ValueTask SetAsync(string key, byte[] value, string[]? tags, TimeSpan validFor, CancellationToken cancellationToken)
    {
        // What was kept before the last commit is found no more, and only takes room.
        var now = state.Now;
        if (Interlocked.Exchange(ref _state, now) != now) _kept.Clear();
        _kept.Set(key, new Answer(value, time.GetUtcNow() + validFor),
            new MemoryCacheEntryOptions { Size = Overhead + (sizeof(char) * key.Length) + value.Length, AbsoluteExpirationRelativeToNow = validFor });
        return ValueTask.CompletedTask;
    }

    public ValueTask EvictByTagAsync(string tag, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public void Dispose() => _kept.Dispose();

    private sealed record Answer(byte[] Bytes, DateTimeOffset Until);
}
