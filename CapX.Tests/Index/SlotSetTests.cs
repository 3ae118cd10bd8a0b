using CapX.Data.Index;
using Xunit;

namespace CapX.Tests.Index;

public sealed class SlotSetTests
{
    [Theory]
    [InlineData(1, 50, 400)]
    [InlineData(2, 5_000, 400)]
    [InlineData(3, 100_000, 3_000)]
    [InlineData(4, 1_000, 20_000)]
    public void Holds_what_a_plain_set_holds_sparse_or_dense(int seed, int slots, int changes)
    {
        var random = new Random(seed);
        var (set, plain) = (new SlotSet(), new SortedSet<int>());
        for (var change = 0; change < changes; change++)
        {
            var slot = random.Next(slots);
            if (random.Next(3) > 0) Assert.Equal(plain.Add(slot), set.Add(slot));
            else
            {
                plain.Remove(slot);
                set.Remove(slot);
            }
            Assert.Equal(plain.Contains(slot), set.Contains(slot));
            Assert.Equal(plain.Count, set.Count);
        }
        Assert.Equal(plain, set.All());
        using var bitmap = new Bitmap(slots).Or(set);
        Assert.Equal(plain.Count, bitmap.Count());
        Assert.Equal(plain.Count, bitmap.CountOf(set));
        var walked = new List<int>();
        foreach (var slot in bitmap) walked.Add(slot);
        Assert.Equal(plain, walked);
    }

    [Fact]
    public void Turns_from_list_to_bits_when_it_grows()
    {
        var set = new SlotSet();
        for (var slot = 0; slot < 64; slot++) set.Add(slot * 2);
        Assert.True(set.IsList);
        set.Add(1);
        Assert.False(set.IsList);
        Assert.Equal(65, set.Count);
    }
}
