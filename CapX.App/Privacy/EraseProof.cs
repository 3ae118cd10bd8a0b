using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace CapX.App.Privacy;

/// <summary>Stands in the form that erases an account: whoever sends it again, and is nobody by then, is known by it to have been erased.</summary>
public sealed class EraseProof(IDataProtectionProvider protection)
{
    private readonly IDataProtector _protector = protection.CreateProtector("capx-erase");

    public string Of(ulong personId) => _protector.Protect(personId.ToString(CultureInfo.InvariantCulture));

    /// <summary>Null for what this site has not written.</summary>
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
