using System.Globalization;

namespace CapX.Data.Index;

/// <summary>What the index stores per person besides their membership in the sets. It is enough to sort, to update counts and to remove the person from all
/// sets.</summary>
internal sealed class IndexedPerson
{
    private static readonly CompareInfo Root = CultureInfo.InvariantCulture.CompareInfo;

    public IndexedPerson(int slot, PersonRead read, bool isListed, bool isPublic, PeopleColumns columns, Term[] terms)
    {
        (Slot, Id, IsListed, IsPublic, UpdatedAt, JoinedAt, NotTakingUntil, Terms) = (slot, read.Id, isListed, isPublic, read.UpdatedAt, read.JoinedAt,
            read.NotTakingUntil, terms);
        (Username, DisplayName) = (read.Username, read.DisplayName);
        NameKey = Root.GetSortKey(read.DisplayName ?? read.Username).KeyData;
        var all = new List<ushort>(128);
        columns.AddLanguages(read.Languages, all);
        columns.AddCodes(Facet.Territory, read.Territories, all);
        columns.AddCodes(Facet.Project, read.Projects, all);
        columns.AddCapacities(read.Capacities, all);
        Columns = Distinct(all);
    }

    public int Slot { get; }

    public ulong Id { get; }

    /// <summary>True for the slot that logged-in users see.</summary>
    public bool IsListed { get; }

    /// <summary>True for the slot that visitors see.</summary>
    public bool IsPublic { get; }

    public string Username { get; }

    public string? DisplayName { get; }

    public DateTime UpdatedAt { get; }

    public DateTime JoinedAt { get; }

    public DateOnly? NotTakingUntil { get; }

    /// <summary>A sort key of the displayed name in the root collation.</summary>
    public byte[] NameKey { get; }

    /// <summary>Ascending, without duplicates. See <see cref="PeopleColumns"/>.</summary>
    public ushort[] Columns { get; }

    public Term[] Terms { get; }

    private static ushort[] Distinct(List<ushort> columns)
    {
        columns.Sort();
        var kept = 0;
        for (var at = 0; at < columns.Count; at++)
            if (kept == 0 || columns[at] != columns[kept - 1])
                columns[kept++] = columns[at];
        return columns.GetRange(0, kept).ToArray();
    }
}
