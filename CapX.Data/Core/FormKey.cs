using System.Security.Cryptography;

namespace CapX.Data;

/// <summary>The one-time key of a form as it is stored, hashed with the sender. The same key sent by someone else gives another value, so it finds and collides
/// with nothing.</summary>
internal static class FormKey
{
    private const int Bytes = 16;

    public static Guid Of(ulong personId, Guid sent) => new(Of(BitConverter.GetBytes(personId), sent));

    public static byte[] Of(ReadOnlySpan<byte> who, Guid sent) => SHA256.HashData([.. who, .. sent.ToByteArray()])[..Bytes];
}
