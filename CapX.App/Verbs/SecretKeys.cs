using System.Security.Cryptography;

namespace CapX.App.Verbs;

/// <summary>Reads the key for secrets in the database from the environment: CAPX_KEY, and CAPX_KEY_OLD during a key rotation.</summary>
public static class SecretKeys
{
    private const string Current = "CAPX_KEY";
    private const string Before = "CAPX_KEY_OLD";
    private const string HowTo = "Create a key with: openssl rand -base64 32. Keep a copy of it, separate from the database backups.";

    // A public key, used in development only, where nothing is secret.
    private static readonly byte[] Development = SHA256.HashData("CapX in development"u8);

    /// <summary>Reads and validates both keys.</summary>
    /// <exception cref="SettingsException">A key is missing or invalid. The message never contains a key.</exception>
    public static SecretBox Read(Func<string, string?> read, bool isDevelopment)
    {
        // Toolforge is never a development environment, whatever the variables say.
        var mayBeMissing = isDevelopment && string.IsNullOrEmpty(read("TOOL_TOOLSDB_USER"));
        var key = Bytes(Current, read(Current))
            ?? (mayBeMissing ? Development : throw new SettingsException($"{Current} is not set. It encrypts the secrets in the database. {HowTo}"));
        if (!mayBeMissing && key.AsSpan().SequenceEqual(Development))
            throw new SettingsException($"{Current} is the development key, which is public. {HowTo}");
        return new SecretBox(key, Bytes(Before, read(Before)));
    }

    /// <summary>For verbs that need only the database and its secrets.</summary>
    /// <exception cref="SettingsException">A key is missing or invalid.</exception>
    public static SecretBox FromEnvironment() => Read(Environment.GetEnvironmentVariable, Settings.IsDevelopment);

    private static byte[]? Bytes(string name, string? value)
    {
        if (string.IsNullOrWhiteSpace(value)) return null;
        var bytes = new byte[SecretBox.KeyBytes];
        return Convert.TryFromBase64String(value.Trim(), bytes, out var count) && count == SecretBox.KeyBytes
            ? bytes : throw new SettingsException($"{name} is not {SecretBox.KeyBytes} bytes in base64. {HowTo}");
    }
}
