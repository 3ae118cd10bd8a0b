using System.Xml.Linq;
using CapX.Data.SignIn;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;

namespace CapX.App.SignIn;

/// <summary>Stores the Data Protection keys in the database, because a deployment loses all files and cookies must survive it. The framework calls it
/// synchronously, but rarely. It reads keys before it creates one, so the wrong CAPX_KEY creates none.</summary>
internal sealed class DatabaseKeyRing(OpenSecretsCommand open, KeepKeyCommand keep) : IXmlRepository
{
    /// <summary>The type that decrypts a stored key. Stored without assembly version, so that an older release can open it too.</summary>
    public static readonly string Opener = $"{typeof(KeyRingDecryptor).FullName}, {typeof(KeyRingDecryptor).Assembly.GetName().Name}";

    public IReadOnlyCollection<XElement> GetAllElements() => [.. open.RunAsync(Opener).GetAwaiter().GetResult().Select(XElement.Parse)];

    public void StoreElement(XElement element, string friendlyName) =>
        keep.RunAsync(friendlyName, element.ToString(SaveOptions.DisableFormatting)).GetAwaiter().GetResult();
}

/// <summary>Encrypts the secrets of a key before it is stored.</summary>
internal sealed class KeyRingEncryptor(SecretBox box) : IXmlEncryptor
{
    public EncryptedXmlInfo Encrypt(XElement plaintextElement) => new(SealedXml.Seal(box, plaintextElement), typeof(KeyRingDecryptor));
}

/// <summary>Decrypts a stored key. The framework creates it by the type name stored with each key. <see cref="OpenSecretsCommand"/> updates
/// that name at each start.</summary>
internal sealed class KeyRingDecryptor : IXmlDecryptor
{
    private readonly SecretBox _box;

    // The framework requires this constructor.
    public KeyRingDecryptor(IServiceProvider services) => _box = services.GetRequiredService<SecretBox>();

    public XElement Decrypt(XElement encryptedElement) => SealedXml.Open(_box, encryptedElement);
}
