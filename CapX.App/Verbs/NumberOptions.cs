using System.Globalization;

namespace CapX.App.Verbs;

/// <summary>Parses options of the form --name 12.</summary>
internal static class NumberOptions
{
    /// <summary>Returns the values by option name with dashes, each at least <paramref name="least"/>. Missing options have their default.</summary>
    /// <exception cref="UsageException">An option is unknown or its value invalid.</exception>
    public static Dictionary<string, int> Read(string verb, string[] args, int least, params (string Name, int Default)[] known)
    {
        var numbers = known.ToDictionary(option => option.Name, option => option.Default, StringComparer.Ordinal);
        foreach (var option in args.Chunk(2))
        {
            if (option is not [var name, var text] || !numbers.ContainsKey(name)
                || !int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < least)
                throw new UsageException($"{verb} takes {string.Join(" and ", known.Select(o => $"{o.Name} N (default {o.Default})"))}. "
                    + $"N must be {least} or more.");
            numbers[name] = number;
        }
        return numbers;
    }
}
