namespace CapX.App.Shell;

/// <summary>Parses the name of an enum value from a form or URL. Enum.TryParse would also accept numbers and lists of names.</summary>
public static class EnumWord
{
    /// <summary>Case-insensitive.</summary>
    public static bool TryRead<T>(string? word, out T value) where T : struct, Enum
    {
        value = default;
        return Enum.GetNames<T>().Contains(word, StringComparer.OrdinalIgnoreCase) && Enum.TryParse(word, ignoreCase: true, out value);
    }
}
