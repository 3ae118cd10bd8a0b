using System.Security.Cryptography;

namespace CapX.Data;

/// <summary>Encrypts what is secret in the database (AES-256-GCM), by the key of <c>CAPX_KEY</c>, which is never stored there. Opens what the key before
/// encrypted too, so that the key can be changed.</summary>
public sealed class SecretBox
{
    /// <summary>The length of a key.</summary>
    public const int KeyBytes = 32;

    // An envelope: the version, by which key, the nonce, the tag, then the secret itself.
    private const byte Version = 1;
    private const int IdAt = 1, IdBytes = 8, NonceAt = IdAt + IdBytes, NonceBytes = 12, TagAt = NonceAt + NonceBytes, TagBytes = 16, TextAt = TagAt + TagBytes;

    private readonly Key[] _keys;

    /// <summary>Takes 32 random bytes; and those that encrypted before, while the key is being changed.</summary>
    public SecretBox(byte[] key, byte[]? old = null) => _keys = old is null ? [Key.Of(key)] : [Key.Of(key), Key.Of(old)];

    /// <summary>Encrypts a secret for one purpose; for another purpose the envelope does not open.</summary>
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

    /// <summary>Throws <see cref="SecretsException"/> where another key, or another purpose, encrypted it, or somebody changed it.</summary>
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

    /// <summary>Whether it is an envelope at all: no secret of this program that was stored in the clear is as long as one.</summary>
    public static bool IsSealed(byte[] value) => value is { Length: >= TextAt };

    /// <summary>Whether the key of today encrypted it, and not the one before.</summary>
    public bool IsCurrent(byte[] envelope) => IsSealed(envelope) && _keys[0].Id.AsSpan().SequenceEqual(envelope.AsSpan(IdAt, IdBytes));

    /// <summary>A key, and by what an envelope names it.</summary>
    private sealed record Key(byte[] Id, byte[] Bytes)
    {
        public static Key Of(byte[] bytes) =>
            bytes is { Length: KeyBytes } ? new Key(Derive(bytes, "name of the key", IdBytes), [.. bytes])
                : throw new ArgumentException($"A key has {KeyBytes} bytes.", nameof(bytes));

        public AesGcm Cipher(string purpose) => new(Derive(Bytes, $"encrypt {purpose}", KeyBytes), TagBytes);

        private static byte[] Derive(byte[] key, string purpose, int length) =>
            HKDF.DeriveKey(HashAlgorithmName.SHA256, key, length, info: System.Text.Encoding.UTF8.GetBytes($"CapX {purpose}"));
    }
}

/// <summary>The secrets of the database cannot be read; the message says what to do, and holds no secret.</summary>
public sealed class SecretsException(string message) : Exception(message)
{
    internal static SecretsException OtherKey() => new(
        "CAPX_KEY is not the key with which this database's secrets are encrypted. Set the key that was used before; "
        + "to change it, set the new key as CAPX_KEY and the key before as CAPX_KEY_OLD.");

    internal static SecretsException Damaged(string purpose) =>
        new($"A secret in the database was changed or damaged ({purpose}): CAPX_KEY is the right key, and does not open it. Restore it from a backup.");
}
