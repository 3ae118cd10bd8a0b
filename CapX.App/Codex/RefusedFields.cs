namespace CapX.App.Codex;

/// <summary>Which fields of a live form hold a text so long that it was not taken. Nothing is saved while there is one: the form still has what was there
/// before.</summary>
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
