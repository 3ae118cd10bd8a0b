namespace CapX.Data.Search;

/// <summary>The codes of <see cref="CatalogueOrder"/>.</summary>
public static class CatalogueOrders
{
    private static readonly string[] Codes = [OrderCode.Updated, OrderCode.Joined, OrderCode.Name, OrderCode.Today, OrderCode.Start];

    public static string Code(this CatalogueOrder order) => Codes[(int)order];

    /// <summary>Throws <see cref="ArgumentException"/> for an unknown code.</summary>
    public static CatalogueOrder Of(string code) =>
        Array.IndexOf(Codes, code) is >= 0 and var place ? (CatalogueOrder)place : throw new ArgumentException($"{code} is not an order.", nameof(code));
}
