using CapX.App.Shell;
using CapX.Tests.Infra;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CapX.Tests.Shell;

/// <summary>The visitor cache stays within its size.</summary>
[Collection(MeasuredAlone.Name)]
public sealed class VisitorCacheMemoryTests(DatabaseFixture data, TestApp app) : IClassFixture<TestApp>
{
    [Fact]
    public async Task Neither_many_short_answers_nor_long_addresses_take_more_than_the_bound()
    {
        await data.EmptyAsync();
        await AskAsync();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        foreach (var (length, times) in new[] { (10, 60_000), (100_000, 2_000) })
        {
            for (var i = 0; i < times;
                i++) await Store.SetAsync($"{i} {new string('k', VisitorCache.LongestAddress)}", new byte[length], null, VisitorCacheStore.Longest, default);
            Assert.InRange(Store.Kept.Bytes, 1, VisitorCacheStore.MostBytes);
            Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, 0, VisitorCacheStore.MostBytes * 5 / 4);
        }
        // The next commit empties the cache.
        await data.ExecuteAsync("DO 1");
        await AskAsync();
        Assert.Equal(1, Store.Kept.Answers);
    }

    private VisitorCacheStore Store => (VisitorCacheStore)app.Services.GetRequiredService<IOutputCacheStore>();

    private async Task AskAsync()
    {
        using var visitor = app.Open();
        await visitor.GetAsync("/people");
    }
}
