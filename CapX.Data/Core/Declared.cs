namespace CapX.Data;

/// <summary>What rooms declare for a room below them. Finds the classes itself, so that none needs a registration.</summary>
internal static class Declared
{
    /// <summary>A new instance of each class that derives from <typeparamref name="T"/>, in the order of their full names.</summary>
    public static IReadOnlyList<T> All<T>() where T : class =>
    [
        .. typeof(T).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(T)) && !type.IsAbstract).OrderBy(type => type.FullName, StringComparer.Ordinal)
            .Select(type => (T)Activator.CreateInstance(type)!),
    ];
}
