using CapX.App.Privacy;
using CapX.Data.Privacy;
using CapX.Tests.Infra;
using Xunit;

namespace CapX.Tests.Privacy;

/// <summary>The export of a person's data takes little memory, regardless of its size.</summary>
[Collection(MeasuredAlone.Name)]
public sealed class ExportMemoryTests(DatabaseFixture data)
{
    private const int Messages = 10_000;
    private const int Letters = 2_000;
    private const long MostBytes = 30 * 1024 * 1024;

    [Fact]
    public async Task Five_files_of_ten_thousand_messages_at_once_take_little_room()
    {
        await data.EmptyAsync();
        await new PersonBuilder { Id = 1001, Username = "Sample Member" }.InsertAsync(data.Database);
        await ExportLimitTests.FillAsync(data, Messages, Letters);
        var query = new ExportQuery(data.Database, new TestClock());
        await ExportFile.WriteAsync((await query.RunAsync(1001))!, Stream.Null);
        using var peak = new Peak();
        var lengths = await Task.WhenAll(Enumerable.Range(0, 5).Select(async _ =>
        {
            await using var file = new Counting();
            await ExportFile.WriteAsync((await query.RunAsync(1001))!, file);
            return file.Written;
        }));
        Assert.All(lengths, length => Assert.InRange(length, Messages * Letters, 2L * Messages * Letters));
        Assert.InRange(peak.Bytes, 0, MostBytes);
    }

    /// <summary>The peak of memory in use, without garbage, above the level at the start.</summary>
    private sealed class Peak : IDisposable
    {
        private readonly long _before = GC.GetTotalMemory(forceFullCollection: true);
        private readonly CancellationTokenSource _end = new();
        private readonly Task _watching;
        private long _most;

        public Peak() => _watching = Task.Run(async () =>
        {
            while (!_end.IsCancellationRequested)
            {
                // A single collection. GetTotalMemory would repeat it for as long as others allocate.
                GC.Collect();
                _most = Math.Max(_most, GC.GetTotalMemory(forceFullCollection: false) - _before);
                await Task.Delay(20);
            }
        });

        public long Bytes
        {
            get
            {
                _end.Cancel();
                _watching.Wait();
                return Math.Max(0, _most);
            }
        }

        public void Dispose() => _end.Dispose();
    }

    private sealed class Counting : MemoryStream
    {
        public long Written { get; private set; }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Written += buffer.Length;
            return ValueTask.CompletedTask;
        }

        public override void Write(ReadOnlySpan<byte> buffer) => throw new InvalidOperationException("A response takes no synchronous writes.");
    }
}
