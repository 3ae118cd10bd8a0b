namespace CapX.Data.Index;

/// <summary>Whom one viewer may list of the table: the public, or all who are listed, without members whom a block parts from the viewer: each then sees of the
/// other what a visitor sees.</summary>
internal sealed class PeopleView(PeopleTable table, Viewer viewer, IReadOnlySet<ulong> blocked)
{
    private readonly List<int> _hidden =
        viewer.IsMember && blocked.Count > 0 ? [.. blocked.Select(table.Find).OfType<int>().Where(slot => !table.Person(slot).IsPublic)] : [];

    // As a visitor sees them.
    private readonly List<int> _instead = viewer.IsMember && blocked.Count > 0 ? [.. blocked.Select(table.FindForVisitors).OfType<int>()] : [];

    public PeopleTable Table => table;

    /// <summary>Whether a block makes it another than that of all members, or of all visitors.</summary>
    public bool IsOwn => _hidden.Count + _instead.Count > 0;

    /// <summary>How many they are.</summary>
    public int Count => table.Visible(viewer.IsMember).Count - _hidden.Count + _instead.Count;

    /// <summary>Borrows memory: dispose it.</summary>
    public Bitmap Visible()
    {
        var visible = new Bitmap(table.SlotCount).Or(table.Visible(viewer.IsMember));
        foreach (var slot in _hidden) visible.Remove(slot);
        foreach (var slot in _instead) visible.Add(slot);
        return visible;
    }

    /// <summary>How many of them are in each column.</summary>
    public ReadOnlySpan<int> Counts()
    {
        var ready = table.Counts(viewer.IsMember);
        if (!IsOwn) return ready;
        var counts = ready.ToArray();
        foreach (var slot in _hidden)
            foreach (var column in table.Person(slot).Columns)
                counts[column]--;
        foreach (var slot in _instead)
            foreach (var column in table.Person(slot).Columns)
                counts[column]++;
        return counts;
    }
}
