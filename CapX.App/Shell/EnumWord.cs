namespace CapX.App.Shell;

/// <summary>Reads a word of a form or an address that is the name of a value: Enum.TryParse takes numbers and lists of names too.</summary>
public static class EnumWord
{
    /// <summary>Upper and lower case are the same.</summary>
    public static bool TryRead<T>(string? word, out T value) where T : struct, Enum
    {
        value = default;
        return Enum.GetNames<T>().Contains(word, StringComparer.OrdinalIgnoreCase) && Enum.TryParse(word, ignoreCase: true, out value);
    }
}
