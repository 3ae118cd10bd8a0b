namespace CapX.Data.Index;

/// <summary>The codes of <see cref="PeopleOrder"/>.</summary>
public static class PeopleOrders
{
    private static readonly string[] Codes = [OrderCode.Updated, OrderCode.Joined, OrderCode.Name, OrderCode.Today];

    /// <summary>All codes, default first.</summary>
    public static IReadOnlyList<string> All => Codes;

    public static string Code(this PeopleOrder order) => Codes[(int)order];

    /// <summary>Throws <see cref="ArgumentException"/> for a code that is not in <see cref="All"/>.</summary>
    public static PeopleOrder Of(string code) =>
        Array.IndexOf(Codes, code) is >= 0 and var place ? (PeopleOrder)place : throw new ArgumentException($"{code} is not an order of people.", nameof(code));
}
