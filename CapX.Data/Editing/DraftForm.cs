using System.Buffers.Binary;
using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CapX.Data.Permissions;

namespace CapX.Data.Editing;

/// <summary>A kind of form that keeps drafts, declared once in the folder of its feature. It needs no registration. The name of a draft is the code of its
/// form and a number, such as "listing-7". Each form has exactly one valid name.</summary>
public abstract class DraftForm
{
    private static readonly IReadOnlyList<DraftForm> All = Declared.All<DraftForm>();

    /// <summary>The code in names of drafts and in message keys, such as "listing".</summary>
    public abstract string Code { get; }

    /// <summary>The name of a draft that is about nothing that exists yet. Null when there is none.</summary>
    internal virtual string? NewName => null;

    /// <summary>The act whose permission a draft needs.</summary>
    internal virtual Act Does => Act.KeepDraft;

    /// <summary>Parses the name of a draft into its form and number. The number is null for <see cref="NewName"/>. Null when the name is invalid.</summary>
    public static (DraftForm Form, ulong? Id)? Read(string name)
    {
        foreach (var form in All)
            if (name == form.NewName) return (form, null);
            else if (name.StartsWith($"{form.Code}-", StringComparison.Ordinal)
                && ulong.TryParse(name.AsSpan(form.Code.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
                && name == Name(form.Code, id)) return form.IsNumbered ? (form, id) : null;
        return null;
    }

    /// <summary>True when names of drafts carry a number.</summary>
    internal virtual bool IsNumbered => true;

    /// <summary>True when the actor may currently save the form with this number. False when what it is about does not exist.</summary>
    internal abstract Task<bool> MayFillAsync(DbTransaction transaction, Actor actor, ulong id, DateTime now);

    /// <summary>A number for a name that must not reveal what it is about.</summary>
    private protected static ulong Number(string of) => BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(of)));

    private protected static string Name(string code, ulong id) => string.Create(CultureInfo.InvariantCulture, $"{code}-{id}");
}
