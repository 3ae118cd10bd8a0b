using System.Collections.Frozen;
using System.Text.Json;
using Microsoft.AspNetCore.Components;

namespace CapX.App.Codex;

/// <summary>The paths of Codex's icons by name without prefix, such as "Search". Read once from the JSON file of the package.</summary>
public static class IconSet
{
    private static readonly FrozenDictionary<string, Icon> Icons = Read();

    public static Icon Get(string name) => Icons[name];

    private static FrozenDictionary<string, Icon> Read()
    {
        using var stream = typeof(IconSet).Assembly.GetManifestResourceStream("codex-icons.json")!;
        using var json = JsonDocument.Parse(stream);
        return json.RootElement.EnumerateObject().ToFrozenDictionary(p => p.Name["cdxIcon".Length..], p => Parse(p.Value), StringComparer.Ordinal);
    }

    /// <summary>An icon is a path, an object with one path per direction, or one that is flipped for right-to-left text.</summary>
    private static Icon Parse(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.String) return new Icon(new MarkupString(value.GetString()!), false);
        var path = value.TryGetProperty("ltr", out var ltr) ? ltr : value.TryGetProperty("default", out var standard) ? standard : value.GetProperty("path");
        if (path.ValueKind == JsonValueKind.Object) path = path.GetProperty("path");
        var isFlipped = value.TryGetProperty("shouldFlip", out var flip) && flip.ValueKind == JsonValueKind.True || value.TryGetProperty("rtl", out _);
        return new Icon(new MarkupString(path.GetString()!), isFlipped);
    }
}

/// <summary>The content of an icon's svg element, and whether it is mirrored in right-to-left text.</summary>
public sealed record Icon(MarkupString Path, bool IsMirrored);
