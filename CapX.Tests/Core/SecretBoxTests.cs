using System.Security.Cryptography;
using CapX.Data;
using Xunit;

namespace CapX.Tests;

public sealed class SecretBoxTests
{
    private static readonly byte[] First = RandomNumberGenerator.GetBytes(SecretBox.KeyBytes);
    private static readonly byte[] Second = RandomNumberGenerator.GetBytes(SecretBox.KeyBytes);
    private static readonly byte[] Secret = RandomNumberGenerator.GetBytes(SecretBox.KeyBytes);

    [Fact]
    public void Opens_what_it_sealed_and_seals_the_same_secret_differently_each_time()
    {
        var box = new SecretBox(First);
        var (one, other) = (box.Seal("purpose", Secret), box.Seal("purpose", Secret));
        Assert.Equal(Secret, box.Open("purpose", one));
        Assert.Equal(Secret, box.Open("purpose", other));
        Assert.NotEqual(one, other);
        Assert.DoesNotContain(Convert.ToHexString(Secret), Convert.ToHexString(one), StringComparison.Ordinal);
        Assert.DoesNotContain(Convert.ToHexString(First), Convert.ToHexString(one), StringComparison.Ordinal);
    }

    [Fact]
    public void Says_that_the_key_is_another_and_not_what_it_is()
    {
        var envelope = new SecretBox(First).Seal("purpose", Secret);
        var refused = Assert.Throws<SecretsException>(() => new SecretBox(Second).Open("purpose", envelope));
        Assert.StartsWith("CAPX_KEY is not the key", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Convert.ToBase64String(Second), refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Opens_what_the_key_before_sealed_and_seals_by_the_new_one()
    {
        var (before, both, after) = (new SecretBox(First), new SecretBox(Second, First), new SecretBox(Second));
        var old = before.Seal("purpose", Secret);
        Assert.Equal(Secret, both.Open("purpose", old));
        Assert.False(both.IsCurrent(old));
        Assert.True(both.IsCurrent(both.Seal("purpose", Secret)));
        Assert.Equal(Secret, after.Open("purpose", both.Seal("purpose", Secret)));
    }

    [Fact]
    public void Opens_nothing_for_another_purpose_and_nothing_that_was_changed_or_cut()
    {
        var box = new SecretBox(First);
        var envelope = box.Seal("purpose", Secret);
        Assert.Throws<SecretsException>(() => box.Open("another", envelope));
        for (var at = 0; at < envelope.Length; at++)
        {
            byte[] changed = [.. envelope];
            changed[at] ^= 1;
            Assert.Throws<SecretsException>(() => box.Open("purpose", changed));
            Assert.Throws<SecretsException>(() => box.Open("purpose", envelope[..at]));
        }
    }

    [Fact]
    public void Takes_no_key_of_another_length() => Assert.Throws<ArgumentException>(() => new SecretBox(new byte[16]));

    [Fact]
    public void No_secret_as_it_was_stored_before_looks_like_an_envelope() => Assert.False(SecretBox.IsSealed(Secret));
}
