using CapX.App.I18n;
using CapX.Data.Editing;

namespace CapX.App.Editing;

/// <summary>The errors of a form in an editor.</summary>
public sealed class FormErrors<TField>(IReadOnlyList<FormError<TField>> errors) where TField : struct, Enum
{
    public IReadOnlyList<FormError<TField>> All => errors;

    public bool Has(TField field) => errors.Any(e => EqualityComparer<TField>.Default.Equals(e.Field, field));

    /// <summary>Returns the errors that remain after a change. An error stays while it is true. An error only a save can detect stays until
    /// its field changes.</summary>
    public FormErrors<TField> AfterChange<TForm>(TForm before, TForm after, Func<TForm, IReadOnlyList<FormError<TField>>> check)
        where TForm : IForm<TForm, TField>
    {
        var (was, isNow) = (check(before).ToLookup(Place), check(after).ToLookup(Place));
        var changed = after.DiffersIn(before).ToHashSet();
        return new([.. errors.GroupBy(Place)
            .SelectMany(shown => isNow[shown.Key].Any() || was[shown.Key].Any() || changed.Contains(shown.Key.Field) ? isNow[shown.Key] : shown)]);
    }

    private static (TField Field, string? Code) Place(FormError<TField> error) => (error.Field, error.Code);

    /// <summary>The errors of a field, or of its entry with that code. Null when there is none.</summary>
    public string? Text(TField field, Messages m, string? code = null)
    {
        var text = string.Join(' ',
            errors.Where(e => EqualityComparer<TField>.Default.Equals(e.Field, field) && e.Code == code).Select(e => FormErrors.Text(e, m)));
        return text.Length == 0 ? null : text;
    }
}

/// <summary>What the errors of all forms have in common.</summary>
public static class FormErrors
{
    /// <summary>The id of a field's control, or of the control of one capacity when a code is given.</summary>
    public static string Id<TField>(TField field, string? code = null) where TField : struct, Enum =>
        $"edit-{field.ToString().ToLowerInvariant()}{(code is null ? "" : "-" + code)}";

    public static string Text<TField>(FormError<TField> error, Messages m) where TField : struct, Enum => m[error.Message, [.. error.Arguments]];
}
