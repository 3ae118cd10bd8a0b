namespace CapX.App.Codex;

/// <summary>The ids of the fields in a live form whose text was too long to be taken. The form cannot be saved while there is one, because it
/// still holds the previous value.</summary>
public sealed class RefusedFields
{
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);

    public bool IsEmpty => _ids.Count == 0;

    public void Set(string id, bool isRefused)
    {
        if (isRefused) _ids.Add(id);
        else _ids.Remove(id);
    }
}
