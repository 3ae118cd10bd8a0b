namespace CapX.Data.Content;

/// <summary>A part of an account export: what a feature stores about a person. Needs no registration.</summary>
public abstract class ExportPart
{
    /// <summary>All parts, by key.</summary>
    public static IReadOnlyList<ExportPart> All { get; } = [.. Declared.All<ExportPart>().OrderBy(part => part.Key, StringComparer.Ordinal)];

    /// <summary>Its key in the JSON file. The message "privacy-export-…" describes it.</summary>
    public abstract string Key { get; }

    /// <summary>Returns a record whose properties are the keys of this part. Long lists are <see cref="ExportedRows"/>.</summary>
    internal abstract Task<object> ReadAsync(ExportReader reader);
}
