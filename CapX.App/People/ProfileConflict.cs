using CapX.Data.People;

namespace CapX.App.People;

/// <summary>Two windows edited one profile: what the other one saved, and for each field that differs whose text is to stay.</summary>
public sealed class ProfileConflict
{
    private readonly HashSet<ProfileField> _taken;

    /// <summary>Proposes the other window's text where only that one changed it since both began, and one's own everywhere else.</summary>
    public ProfileConflict(ProfileForm begun, ProfileForm mine, MyProfile other)
    {
        Other = other;
        Fields = [.. mine.DiffersIn(other.Form)];
        var changedHere = begun.DiffersIn(mine).ToHashSet();
        _taken = [.. Fields.Where(field => !changedHere.Contains(field))];
    }

    public MyProfile Other { get; }

    public IReadOnlyList<ProfileField> Fields { get; }

    public bool IsTaken(ProfileField field) => _taken.Contains(field);

    public void Choose(ProfileField field, bool isTaken)
    {
        if (isTaken) _taken.Add(field);
        else _taken.Remove(field);
    }

    /// <summary>One's own form with the fields that are to be as in the other window.</summary>
    public ProfileForm Merge(ProfileForm mine) => _taken.Aggregate(mine, (form, field) => form.With(field, Other.Form));
}
