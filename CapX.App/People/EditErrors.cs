using CapX.App.I18n;
using CapX.Data.People;

namespace CapX.App.People;

/// <summary>What is wrong with the form in the editor, and where each field stands on the page.</summary>
public sealed class EditErrors(IReadOnlyList<FormError<ProfileField>> errors)
{
    public static readonly EditErrors None = new([]);

    public IReadOnlyList<FormError<ProfileField>> All => errors;

    /// <summary>The id of a field's control; of the control of one capacity, where a code is given.</summary>
    public static string Id(ProfileField field, string? code = null) => $"edit-{field.ToString().ToLowerInvariant()}{(code is null ? "" : "-" + code)}";

    public bool Has(ProfileField field) => errors.Any(e => e.Field == field);

    public bool HasAny(params ReadOnlySpan<ProfileField> fields)
    {
        foreach (var field in fields)
            if (Has(field))
                return true;
        return false;
    }

    /// <summary>What is wrong with a field as a whole, or with its entry of that code; null when nothing is.</summary>
    public string? Text(ProfileField field, Messages m, string? code = null)
    {
        var text = string.Join(' ', errors.Where(e => e.Field == field && e.Code == code).Select(e => Text(e, m)));
        return text.Length == 0 ? null : text;
    }

    public static string Text(FormError<ProfileField> error, Messages m) => m[error.Message, [.. error.Arguments]];
}
