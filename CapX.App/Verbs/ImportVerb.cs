using CapX.App.I18n;
using CapX.Data.Organizations;

namespace CapX.App.Verbs;

/// <summary>Imports organizations from a file: import organizations FILE [--dry-run] [--confirmed].</summary>
public static class ImportVerb
{
    private const string DryRun = "--dry-run";
    private const string Confirmed = "--confirmed";
    private const string Usage = $"Usage: import organizations FILE [{DryRun}] [{Confirmed}]. FILE is CSV with a header, or JSON lines (.jsonl).";

    public static async Task<int> RunAsync(string[] args)
    {
        var options = args.ToLookup(a => a.StartsWith("--", StringComparison.Ordinal));
        if (options[false].ToList() is not ["organizations", var path] || options[true].Except([DryRun, Confirmed]).Any()) throw new UsageException(Usage);
        // Fails on an invalid file before the database is accessed.
        var lines = OrganizationFile.Read(path);
        using var database = new Database(Settings.DatabaseFromEnvironment());
        await new Migrator(database, TimeProvider.System).RunAsync();
        var vocabulary = new Vocabulary();
        await vocabulary.LoadAsync(database);
        var import = new ImportOrganizationsCommand(database, vocabulary, TimeProvider.System);
        var isDry = args.Contains(DryRun);
        var counts = Enum.GetValues<ImportResult>().ToDictionary(o => o, _ => 0);
        foreach (var line in lines)
        {
            var done = new ImportedLine(line.Number, ImportResult.Invalid);
            if (line.Form is { } form) done = await import.RunAsync(line.Number, form, args.Contains(Confirmed), isDry);
            counts[done.Outcome]++;
            var page = done.Slug is null ? "" : $" {OrganizationUrls.Organization(done.Slug)}";
            Console.WriteLine($"line {line.Number}: {Word(done.Outcome)}{page}{Why(line, done)}");
        }
        Console.WriteLine($"{(isDry ? "Dry run, nothing was written: " : "")}{string.Join(", ", counts.Select(c => $"{c.Value} {Word(c.Key)}"))}.");
        return counts[ImportResult.Invalid] > 0 ? 1 : 0;
    }

    private static string Word(ImportResult outcome) => outcome.ToString().ToLowerInvariant();

    private static string Why(OrganizationLine line, ImportedLine done)
    {
        if (line.Problem is not null) return $": {line.Problem}";
        var m = MessageCatalog.Instance.For("en");
        return done.Errors is null ? "" : $": {string.Join(" ", done.Errors.Select(e => $"{e.Field}: {m[e.Message, [.. e.Arguments]]}"))}";
    }
}
