using System.Xml.Linq;
using CapX.Data.SignIn;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;

namespace CapX.App.SignIn;

/// <summary>Keeps ASP.NET's keys in the database, so that cookies survive a deploy, which loses all files. The framework asks synchronously, and rarely;
/// it reads before it makes a key, so that with the wrong CAPX_KEY it makes none.</summary>
internal sealed class DatabaseKeyRing(OpenSecretsCommand open, KeepKeyCommand keep) : IXmlRepository
{
    /// <summary>By what the framework opens a stored key. Stored without a version: an older program must open it too.</summary>
    public static readonly string Opener = $"{typeof(KeyRingDecryptor).FullName}, {typeof(KeyRingDecryptor).Assembly.GetName().Name}";

    public IReadOnlyCollection<XElement> GetAllElements() => [.. open.RunAsync(Opener).GetAwaiter().GetResult().Select(XElement.Parse)];

    public void StoreElement(XElement element, string friendlyName) =>
        keep.RunAsync(friendlyName, element.ToString(SaveOptions.DisableFormatting)).GetAwaiter().GetResult();
}

/// <summary>Encrypts what is secret in a key before it is stored.</summary>
internal sealed class KeyRingEncryptor(SecretBox box) : IXmlEncryptor
{
    public EncryptedXmlInfo Encrypt(XElement plaintextElement) => new(SealedXml.Seal(box, plaintextElement), typeof(KeyRingDecryptor));
}

/// <summary>Opens a stored key. The framework makes it by the name that is stored with each key, and that <see cref="OpenSecretsCommand"/> renews at each
/// start.</summary>
internal sealed class KeyRingDecryptor : IXmlDecryptor
{
    private readonly SecretBox _box;

    // The framework looks for this constructor.
    public KeyRingDecryptor(IServiceProvider services) => _box = services.GetRequiredService<SecretBox>();

    public XElement Decrypt(XElement encryptedElement) => SealedXml.Open(_box, encryptedElement);
}
