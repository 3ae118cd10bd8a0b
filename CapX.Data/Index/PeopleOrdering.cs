namespace CapX.Data.Index;

/// <summary>Compares two people in each order. Ties are broken by ascending id.</summary>
internal static class PeopleOrdering
{
    public static Comparison<IndexedPerson> By(PeopleOrder order, DateOnly today) => order switch
    {
        PeopleOrder.Updated => (a, b) => Then(b.UpdatedAt.CompareTo(a.UpdatedAt), a, b),
        PeopleOrder.Joined => (a, b) => Then(b.JoinedAt.CompareTo(a.JoinedAt), a, b),
        PeopleOrder.Name => (a, b) => Then(a.NameKey.AsSpan().SequenceCompareTo(b.NameKey), a, b),
        PeopleOrder.Today => (a, b) => Then(Shuffle(today, a.Id).CompareTo(Shuffle(today, b.Id)), a, b),
        _ => throw new ArgumentOutOfRangeException(nameof(order)),
    };

    /// <summary>Returns the rank of an id on a day. It uses two rounds of the SplitMix64 finalizer: first over the day number (days since 0001-01-01), then
    /// over that and the id. It favors no one, and anyone can recompute it.</summary>
    public static ulong Shuffle(DateOnly day, ulong id) => Mix(Mix((ulong)day.DayNumber) ^ id);

    private static ulong Mix(ulong value)
    {
        value += 0x9E3779B97F4A7C15;
        value = (value ^ value >> 30) * 0xBF58476D1CE4E5B9;
        value = (value ^ value >> 27) * 0x94D049BB133111EB;
        return value ^ value >> 31;
    }

    // One person may have two slots, but no viewer sees both.
    private static int Then(int first, IndexedPerson a, IndexedPerson b) => first != 0 ? first : a.Id != b.Id ? a.Id.CompareTo(b.Id) : a.Slot.CompareTo(b.Slot);
}
