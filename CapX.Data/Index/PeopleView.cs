namespace CapX.Data.Index;

/// <summary>The people whom one viewer may list: those visible to visitors, or everyone listed. Across a block, a logged-in viewer sees the other person as a
/// visitor would.</summary>
internal sealed class PeopleView(PeopleTable table, Viewer viewer, IReadOnlySet<ulong> blocked)
{
    private readonly List<int> _hidden =
        viewer.IsMember && blocked.Count > 0 ? [.. blocked.Select(table.Find).OfType<int>().Where(slot => !table.Person(slot).IsPublic)] : [];

    // The slots that visitors see.
    private readonly List<int> _instead = viewer.IsMember && blocked.Count > 0 ? [.. blocked.Select(table.FindForVisitors).OfType<int>()] : [];

    public PeopleTable Table => table;

    /// <summary>True when a block makes this view differ from that of other logged-in users.</summary>
    public bool IsOwn => _hidden.Count + _instead.Count > 0;

    /// <summary>The number of people in this view.</summary>
    public int Count => table.Visible(viewer.IsMember).Count - _hidden.Count + _instead.Count;

    /// <summary>Rents memory, so the result must be disposed.</summary>
    public Bitmap Visible()
    {
        var visible = new Bitmap(table.SlotCount).Or(table.Visible(viewer.IsMember));
        foreach (var slot in _hidden) visible.Remove(slot);
        foreach (var slot in _instead) visible.Add(slot);
        return visible;
    }

    /// <summary>For each column, how many people of this view are in it.</summary>
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
