using System.Security.Cryptography;

namespace CapX.Data;

/// <summary>Encrypts secrets in the database with AES-256-GCM. The key comes from <c>CAPX_KEY</c> and is never stored there. Also opens what the previous key
/// encrypted, so that the key can be changed.</summary>
public sealed class SecretBox
{
    public const int KeyBytes = 32;

    // Layout of an envelope: version, key id, nonce, authentication tag, encrypted secret.
    private const byte Version = 1;
    private const int IdAt = 1, IdBytes = 8, NonceAt = IdAt + IdBytes, NonceBytes = 12, TagAt = NonceAt + NonceBytes, TagBytes = 16, TextAt = TagAt + TagBytes;

    private readonly Key[] _keys;

    /// <summary>Takes the key of 32 random bytes, and the previous key while the key is being changed.</summary>
    public SecretBox(byte[] key, byte[]? old = null) => _keys = old is null ? [Key.Of(key)] : [Key.Of(key), Key.Of(old)];

    /// <summary>Encrypts a secret for one purpose. The envelope does not open for another purpose.</summary>
    public byte[] Seal(string purpose, ReadOnlySpan<byte> secret)
    {
        var envelope = new byte[TextAt + secret.Length];
        envelope[0] = Version;
        _keys[0].Id.CopyTo(envelope, IdAt);
        RandomNumberGenerator.Fill(envelope.AsSpan(NonceAt, NonceBytes));
        using var cipher = _keys[0].Cipher(purpose);
        cipher.Encrypt(envelope.AsSpan(NonceAt, NonceBytes), secret, envelope.AsSpan(TextAt), envelope.AsSpan(TagAt, TagBytes), envelope.AsSpan(0, NonceAt));
        return envelope;
    }

    /// <summary>Decrypts an envelope. Throws <see cref="SecretsException"/> when it was encrypted with another key or for another purpose, or was
    /// changed.</summary>
    public byte[] Open(string purpose, byte[] envelope)
    {
        ArgumentNullException.ThrowIfNull(envelope);
        if (!IsSealed(envelope) || envelope[0] != Version) throw SecretsException.Damaged(purpose);
        var key = _keys.FirstOrDefault(k => k.Id.AsSpan().SequenceEqual(envelope.AsSpan(IdAt, IdBytes))) ?? throw SecretsException.OtherKey();
        var secret = new byte[envelope.Length - TextAt];
        using var cipher = key.Cipher(purpose);
        try
        {
            cipher.Decrypt(envelope.AsSpan(NonceAt, NonceBytes), envelope.AsSpan(TextAt), envelope.AsSpan(TagAt, TagBytes), secret,
                envelope.AsSpan(0, NonceAt));
        }
        catch (AuthenticationTagMismatchException)
        {
            throw SecretsException.Damaged(purpose);
        }
        return secret;
    }

    /// <summary>True when the value is long enough to be an envelope. No secret that this program ever stored unencrypted is that long.</summary>
    public static bool IsSealed(byte[] value) => value is { Length: >= TextAt };

    /// <summary>True when the current key encrypted the value, not the previous one.</summary>
    public bool IsCurrent(byte[] envelope) => IsSealed(envelope) && _keys[0].Id.AsSpan().SequenceEqual(envelope.AsSpan(IdAt, IdBytes));

    /// <summary>A key, and the id by which an envelope refers to it.</summary>
    private sealed record Key(byte[] Id, byte[] Bytes)
    {
        public static Key Of(byte[] bytes) =>
            bytes is { Length: KeyBytes } ? new Key(Derive(bytes, "name of the key", IdBytes), [.. bytes])
                : throw new ArgumentException($"A key must have {KeyBytes} bytes.", nameof(bytes));

        public AesGcm Cipher(string purpose) => new(Derive(Bytes, $"encrypt {purpose}", KeyBytes), TagBytes);

        private static byte[] Derive(byte[] key, string purpose, int length) =>
            HKDF.DeriveKey(HashAlgorithmName.SHA256, key, length, info: System.Text.Encoding.UTF8.GetBytes($"CapX {purpose}"));
    }
}

/// <summary>The secrets in the database cannot be read. The message says what to do and contains no secret.</summary>
public sealed class SecretsException(string message) : Exception(message)
{
    internal static SecretsException OtherKey() => new(
        "CAPX_KEY is not the key with which this database's secrets are encrypted. Set CAPX_KEY to the previous key. "
        + "To change the key, set CAPX_KEY to the new key and CAPX_KEY_OLD to the previous one.");

    internal static SecretsException Damaged(string purpose) =>
        new($"A secret in the database ({purpose}) is damaged: CAPX_KEY is the right key but cannot decrypt it. Restore the secret from a backup.");
}
