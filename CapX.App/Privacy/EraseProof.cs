using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace CapX.App.Privacy;

/// <summary>The signed account id in the form that deletes an account. If the form is sent again after the deletion, it proves that this
/// account was deleted.</summary>
public sealed class EraseProof(IDataProtectionProvider protection)
{
    private readonly IDataProtector _protector = protection.CreateProtector("capx-erase");

    public string Of(ulong personId) => _protector.Protect(personId.ToString(CultureInfo.InvariantCulture));

    /// <summary>Null for a forged or empty proof.</summary>
    public ulong? PersonId(string? proof)
    {
        try
        {
            return string.IsNullOrEmpty(proof) ? null : ulong.Parse(_protector.Unprotect(proof), CultureInfo.InvariantCulture);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
