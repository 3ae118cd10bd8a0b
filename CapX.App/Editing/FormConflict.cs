using CapX.Data.Editing;


namespace CapX.App.Editing;

/// <summary>An edit conflict between two windows: the form the other window saved, and for each differing field which value to keep.</summary>
public sealed class FormConflict<TForm, TField> where TForm : IForm<TForm, TField> where TField : struct, Enum
{
    private readonly HashSet<TField> _taken;

    /// <summary>Proposes the other window's value where only that window changed it, and the user's own value everywhere else.</summary>
    public FormConflict(TForm begun, TForm mine, TForm other, uint version, DateTime savedAt)
    {
        (Other, Version, SavedAt) = (other, version, savedAt);
        Fields = [.. mine.DiffersIn(other)];
        var changedHere = begun.DiffersIn(mine).ToHashSet();
        _taken = [.. Fields.Where(field => !changedHere.Contains(field))];
    }

    public TForm Other { get; }

    /// <summary>The version the other window saved. A save of the merged form is based on it.</summary>
    public uint Version { get; }

    /// <summary>UTC.</summary>
    public DateTime SavedAt { get; }

    public IReadOnlyList<TField> Fields { get; }

    public bool IsTaken(TField field) => _taken.Contains(field);

    public void Choose(TField field, bool isTaken)
    {
        if (isTaken) _taken.Add(field);
        else _taken.Remove(field);
    }

    /// <summary>Returns the user's form with the fields that were chosen from the other window.</summary>
    public TForm Merge(TForm mine) => _taken.Aggregate(mine, (form, field) => form.WithField(field, Other));
}
