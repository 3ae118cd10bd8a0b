using System.Collections.Frozen;
using System.Text.Json;
using Microsoft.AspNetCore.Components;

namespace CapX.App.Codex;

/// <summary>The paths of Codex's icons by their name without the prefix, such as "Search"; read once from the package's JSON.</summary>
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

    /// <summary>An icon is a path, or an object with one for each direction, or one to be flipped.</summary>
    private static Icon Parse(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.String) return new Icon(new MarkupString(value.GetString()!), false);
        var path = value.TryGetProperty("ltr", out var ltr) ? ltr : value.TryGetProperty("default", out var standard) ? standard : value.GetProperty("path");
        if (path.ValueKind == JsonValueKind.Object) path = path.GetProperty("path");
        var isFlipped = value.TryGetProperty("shouldFlip", out var flip) && flip.ValueKind == JsonValueKind.True || value.TryGetProperty("rtl", out _);
        return new Icon(new MarkupString(path.GetString()!), isFlipped);
    }
}

/// <summary>The inside of an icon's svg, and whether it is mirrored in right-to-left text.</summary>
public sealed record Icon(MarkupString Path, bool IsMirrored);
