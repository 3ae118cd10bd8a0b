using CapX.App.I18n;
using CapX.Data.People;

namespace CapX.App.People;

/// <summary>What is wrong with a form in an editor, and where each field stands on the page.</summary>
public sealed class FormErrors<TField>(IReadOnlyList<FormError<TField>> errors) where TField : struct, Enum
{
    public IReadOnlyList<FormError<TField>> All => errors;

    public bool Has(TField field) => errors.Any(e => EqualityComparer<TField>.Default.Equals(e.Field, field));

    /// <summary>What is wrong with a field as a whole, or with its entry of that code; null when nothing is.</summary>
    public string? Text(TField field, Messages m, string? code = null)
    {
        var text = string.Join(' ', errors.Where(e => EqualityComparer<TField>.Default.Equals(e.Field, field) && e.Code == code).Select(e => FormErrors.Text(e, m)));
        return text.Length == 0 ? null : text;
    }
}

/// <summary>What the errors of every form have in common.</summary>
public static class FormErrors
{
    /// <summary>The id of a field's control; of the control of one capacity, where a code is given.</summary>
    public static string Id<TField>(TField field, string? code = null) where TField : struct, Enum => $"edit-{field.ToString().ToLowerInvariant()}{(code is null ? "" : "-" + code)}";

    public static string Text<TField>(FormError<TField> error, Messages m) where TField : struct, Enum => m[error.Message, [.. error.Arguments]];
}
