using Microsoft.AspNetCore.OutputCaching;
using Microsoft.Extensions.Caching.Memory;

namespace CapX.App.Shell;

/// <summary>The store of the visitor cache. The framework's store counts only the bodies, so long keys could make it exceed its limit several
/// times.</summary>
public sealed class VisitorCacheStore(ContentState state, TimeProvider time) : IOutputCacheStore, IDisposable
{
    public const long MostBytes = 64 * 1024 * 1024;

    /// <summary>The lifetime of a cached response.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    // The approximate overhead of dictionary entry and objects, besides key and value.
    private const int Overhead = 512;

    private readonly MemoryCache _kept = new(new MemoryCacheOptions { SizeLimit = MostBytes, TrackStatistics = true });
    private long _state;

    /// <summary>The number of cached responses and their total size in bytes.</summary>
    public (long Answers, long Bytes) Kept => _kept.GetCurrentStatistics() is { } now ? (now.CurrentEntryCount, now.CurrentEstimatedSize ?? 0) : default;

    public ValueTask<byte[]?> GetAsync(string key, CancellationToken cancellationToken) =>
        ValueTask.FromResult(_kept.TryGetValue<Answer>(key, out var answer) && answer!.Until > time.GetUtcNow() ? answer.Bytes : null);

    public ValueTask SetAsync(string key, byte[] value, string[]? tags, TimeSpan validFor, CancellationToken cancellationToken)
    {
        // Entries from before the last commit can no longer be found, so they are removed.
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
