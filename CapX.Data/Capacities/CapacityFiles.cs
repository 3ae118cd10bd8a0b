using System.Data.Common;
using System.Text.Json;

namespace CapX.Data.Capacities;

/// <summary>Loads capacities.json, the tree, and capacities.[language].json, its names.</summary>
internal sealed class CapacityFiles : DataFiles
{
    protected override async Task<bool> LoadIfOwnAsync(DbTransaction transaction, string file, string text)
    {
        switch (file.Split('.'))
        {
            case ["capacities", _]:
                await CapacityData.LoadTreeAsync(transaction, JsonSerializer.Deserialize<List<CapacityDataRow>>(text, ReferenceData.Json)!);
                return true;
            case ["capacities", var language, _]:
                await CapacityData.LoadNamesAsync(transaction, language,
                    JsonSerializer.Deserialize<Dictionary<string, CapacityDataName>>(text, ReferenceData.Json)!);
                return true;
            default: return false;
        }
    }
}
