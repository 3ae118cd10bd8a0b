using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json.Nodes;

namespace CapX.App.Verbs;

/// <summary>The verb `refresh-data`: installs the pinned npm packages and regenerates the reference files of a checkout. The output is reproducible.
/// projects.json, levels.json and the taxonomy are maintained by hand and not touched.</summary>
public static class RefreshDataVerb
{
    private static readonly (string Name, string Version) LanguageData = ("@wikimedia/language-data", "2.0.4");
    private static readonly (string Name, string Version) CldrCore = ("cldr-core", "48.2.0");
    private static readonly (string Name, string Version) CldrLocaleNames = ("cldr-localenames-full", "48.2.0");
    private static readonly (string Name, string Version) Banana = ("banana-i18n", "2.4.0");
    private static readonly (string Name, string Version) Confusables = ("unhomoglyph", "1.0.6");
    private static readonly (string Name, string Version) TimeZones = ("@vvo/tzdb", "6.202.0");
    private static readonly (string Name, string Version) Cities = ("city-timezones", "1.3.4");

    public static async Task<int> RunAsync(string[] args)
    {
        if (args.Length > 0) throw new UsageException("refresh-data takes no options.");
        if (FindCheckout() is not { } checkout) throw new UsageException("refresh-data writes files of a checkout. Run a program built in a checkout.");
        var packages = Path.Combine(checkout, ".capx", "refresh-data");
        if (!await InstallAsync(packages))
        {
            await Console.Error.WriteLineAsync("npm could not install the packages. Nothing was changed. Read the output of npm above, and try again.");
            return 1;
        }
        foreach (var (file, content) in Generate(Path.Combine(packages, "node_modules")))
        {
            await File.WriteAllTextAsync(Path.Combine(checkout, file), content);
            Console.WriteLine(file);
        }
        return 0;
    }

    private static IEnumerable<(string File, string Content)> Generate(string modules)
    {
        JsonNode Read(string file) => JsonNode.Parse(File.ReadAllText(Path.Combine(modules, file)))!;
        var cldr = new CldrNames(Path.Combine(modules, "cldr-localenames-full", "main"));
        var aliases = Read("cldr-core/supplemental/aliases.json");
        yield return ("sql/data/languages.json", DataFile.Write(Source(LanguageData, CldrLocaleNames),
            LanguageList.Items(Read("@wikimedia/language-data/data/language-data.json"), aliases, cldr)));
        yield return ("sql/data/territories.json", DataFile.Write(Source(CldrCore, CldrLocaleNames),
            TerritoryList.Items(Read("cldr-core/supplemental/territoryContainment.json"), cldr)));
        yield return ("sql/data/timezones.json", DataFile.Write(Source(TimeZones, Cities),
            TimeZoneList.Items(Read("@vvo/tzdb/raw-time-zones.json").AsArray(), Read("city-timezones/data/cityMap.json").AsArray())));
        yield return ("CapX.App/I18n/plurals.json", DataFile.Write(Source(CldrCore),
            PluralList.Items(Read("cldr-core/supplemental/plurals.json"))));
        yield return ("CapX.App/I18n/fallbacks.json", DataFile.Write(Source(Banana), Read("banana-i18n/src/languages/fallbacks.json").AsObject()));
        yield return ("CapX.Data/Text/confusables.json",
            DataFile.Write($"{Source(Confusables)} (MIT): confusables.txt of Unicode Technical Standard 39, version 13.0.0 (Unicode License v3)",
            ConfusableList.Items(Read("unhomoglyph/data.json"))));
    }

    private static string Source(params (string Name, string Version)[] packages) => string.Join(", ", packages.Select(p => $"{p.Name} {p.Version}"));

    private static async Task<bool> InstallAsync(string folder)
    {
        Directory.CreateDirectory(folder);
        var dependencies = new JsonObject();
        foreach (var (name, version) in new[] { LanguageData, CldrCore, CldrLocaleNames, Banana, Confusables, TimeZones, Cities }) dependencies[name] = version;
        await File.WriteAllTextAsync(Path.Combine(folder, "package.json"),
            new JsonObject { ["private"] = true, ["dependencies"] = dependencies }.ToJsonString());
        var start = new ProcessStartInfo("npm",
            ["install", "--ignore-scripts", "--no-audit", "--no-fund", "--no-package-lock", "--loglevel=error"])
        { WorkingDirectory = folder };
        try
        {
            using var npm = Process.Start(start)!;
            await npm.WaitForExitAsync();
            return npm.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            throw new UsageException("refresh-data needs npm, which is not installed. Install Node.js with npm, and try again.");
        }
    }

    private static string? FindCheckout()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "CapX.Blazor.sln")))
                return folder.FullName;
        return null;
    }
}
