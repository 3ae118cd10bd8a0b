using System.Globalization;

namespace CapX.Data.People;

/// <summary>What the index keeps of one person beside the sets that the person is in: enough to order, to recount and to leave all sets again.</summary>
internal sealed class IndexedPerson(PersonRead read, PeopleColumns columns, Term[] terms)
{
    private static readonly CompareInfo Root = CultureInfo.InvariantCulture.CompareInfo;

    public ulong Id { get; } = read.Id;

    public bool IsPublic { get; } = read.IsPublic;

    public DateTime UpdatedAt { get; } = read.UpdatedAt;

    public DateTime JoinedAt { get; } = read.JoinedAt;

    /// <summary>Compares as the shown name does in the root collation.</summary>
    public byte[] NameKey { get; } = Root.GetSortKey(read.DisplayName ?? read.Username).KeyData;

    /// <summary>Ascending; see <see cref="PeopleColumns"/>.</summary>
    public ushort[] Columns { get; } = columns.Of(read);

    public MethodRow[] MethodRows { get; } = columns.MethodRowsOf(read);

    public Term[] Terms { get; } = terms;
}
