using System.Text;
using System.Xml.Linq;

namespace CapX.Data.SignIn;

/// <summary>The encrypted secret part of an ASP.NET data protection key: an element with an envelope of <see cref="SecretBox"/>.</summary>
public static class SealedXml
{
    private const string Purpose = "data protection key";
    private const string Element = "sealed";

    // ASP.NET's names in stored keys: the attribute marks an element to encrypt, the element wraps encrypted content.
    private static readonly XNamespace AspNet = "http://schemas.asp.net/2015/03/dataProtection";
    private static readonly XName Wanted = AspNet + "requiresEncryption";
    private static readonly XName Encrypted = AspNet + "encryptedSecret";
    private const string OpenedBy = "decryptorType";

    /// <summary>Encrypts one element.</summary>
    public static XElement Seal(SecretBox box, XElement secret) =>
        new(Element, Convert.ToBase64String(box.Seal(Purpose, Encoding.UTF8.GetBytes(secret.ToString(SaveOptions.DisableFormatting)))));

    /// <summary>Decrypts one element. Throws <see cref="SecretsException"/>.</summary>
    public static XElement Open(SecretBox box, XElement element) => XElement.Parse(Encoding.UTF8.GetString(box.Open(Purpose, Envelope(element))));

    /// <summary>Encrypts all secrets of a stored key with the current key. Null when that is already the case. <paramref name="opener"/> is the type with
    /// which ASP.NET decrypts it. Throws <see cref="SecretsException"/>.</summary>
    internal static string? Sealed(SecretBox box, string xml, string opener)
    {
        var root = XElement.Parse(xml);
        var changed = false;
        foreach (var old in root.DescendantsAndSelf(Encrypted).Where(e => e.Element(Element) is not null).ToList())
        {
            var inner = old.Element(Element)!;
            // Decrypts even when nothing has to change, so that a start with the wrong key fails.
            var secret = Open(box, inner);
            if (box.IsCurrent(Envelope(inner)) && (string?)old.Attribute(OpenedBy) == opener) continue;
            old.ReplaceWith(By(opener, Seal(box, secret)));
            changed = true;
        }
        foreach (var plain in root.Descendants().Where(e => (bool?)e.Attribute(Wanted) == true).ToList())
        {
            plain.ReplaceWith(By(opener, Seal(box, plain)));
            changed = true;
        }
        return changed ? root.ToString(SaveOptions.DisableFormatting) : null;
    }

    private static XElement By(string opener, XElement element) => new(Encrypted, new XAttribute(OpenedBy, opener), element);

    private static byte[] Envelope(XElement element)
    {
        try
        {
            return Convert.FromBase64String(element.Value);
        }
        catch (FormatException)
        {
            throw SecretsException.Damaged(Purpose);
        }
    }
}
