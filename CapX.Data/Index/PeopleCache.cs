namespace CapX.Data.Index;

/// <summary>What a feature keeps in memory about people besides the index. The index drops it, because every commit is reported to the index. See <see
/// cref="PeopleIndex.Kept{T}"/>.</summary>
internal abstract class PeopleCache
{
    /// <summary>Drops a person who saved, hid or was erased.</summary>
    public abstract void Drop(ulong personId);

    /// <summary>Drops everything after a change of the reference lists.</summary>
    public abstract void Clear();
}
