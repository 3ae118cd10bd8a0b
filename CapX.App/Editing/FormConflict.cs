using CapX.Data.Editing;


namespace CapX.App.Editing;

/// <summary>Two windows edited one thing: what the other one saved, and for each field that differs whose text is to stay.</summary>
public sealed class FormConflict<TForm, TField> where TForm : IForm<TForm, TField> where TField : struct, Enum
{
    private readonly HashSet<TField> _taken;

    /// <summary>Proposes the other window's text where only that one changed it since both began, and one's own everywhere else.</summary>
    public FormConflict(TForm begun, TForm mine, TForm other, uint version, DateTime savedAt)
    {
        (Other, Version, SavedAt) = (other, version, savedAt);
        Fields = [.. mine.DiffersIn(other)];
        var changedHere = begun.DiffersIn(mine).ToHashSet();
        _taken = [.. Fields.Where(field => !changedHere.Contains(field))];
    }

    public TForm Other { get; }

    /// <summary>Of what the other window saved: a save of the merged form starts from it.</summary>
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

    /// <summary>One's own form with the fields that are to be as in the other window.</summary>
    public TForm Merge(TForm mine) => _taken.Aggregate(mine, (form, field) => form.WithField(field, Other));
}
