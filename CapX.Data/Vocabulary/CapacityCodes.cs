namespace CapX.Data;

/// <summary>Maps stored codes to the current tree: old codes become their new ones, unknown ones are dropped, and duplicates that result are
/// combined.</summary>
internal static class CapacityCodes
{
    public static IReadOnlyList<string> Known(this CodeTree tree, IEnumerable<string> codes) =>
        [.. codes.Select(tree.Find).OfType<CodeEntry>().Select(e => e.Code).Distinct(StringComparer.Ordinal)];

    public static IReadOnlyList<SharedCapacity> Known(this CodeTree tree, IEnumerable<SharedCapacity> shared) =>
    [
        .. from one in shared
           let entry = tree.Find(one.Code)
           where entry is not null
           group one by entry.Code into same
           select new SharedCapacity(same.Key, Methods.FromBits(same.Aggregate(0, (bits, s) => bits | Methods.ToBits(s.Methods))),
               same.Select(s => s.Note).FirstOrDefault(note => note is not null)),
    ];
}
