using System.Data.Common;

namespace CapX.Data;

/// <summary>Loads the files of sql/data that belong to a feature. <see cref="ReferenceData"/> loads all others. Needs no registration.</summary>
internal abstract class DataFiles
{
    private static readonly IReadOnlyList<DataFiles> All = Declared.All<DataFiles>();

    /// <summary>Returns false when no feature loads the file.</summary>
    public static async Task<bool> LoadAsync(DbTransaction transaction, string file, string text)
    {
        foreach (var files in All)
            if (await files.LoadIfOwnAsync(transaction, file, text))
                return true;
        return false;
    }

    /// <summary>Returns false when the file belongs to someone else.</summary>
    protected abstract Task<bool> LoadIfOwnAsync(DbTransaction transaction, string file, string text);
}
