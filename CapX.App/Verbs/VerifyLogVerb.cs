using CapX.Data.Moderation;

namespace CapX.App.Verbs;

/// <summary>Verifies the hash chain of the moderation log: verify-log [HASH]. The hash reported by an earlier run must still be in the chain, so that rows
/// cannot be cut off at the end unnoticed.</summary>
public static class VerifyLogVerb
{
    public static async Task<int> RunAsync(string[] args)
    {
        if (args.Length > 1 || (args is [var hash] && (hash.Length != 64 || !hash.All(char.IsAsciiHexDigit))))
            throw new UsageException("Usage: verify-log [HASH]. HASH is the hash of 64 hexadecimal digits that an earlier run printed.");
        using var database = new Database(Settings.DatabaseFromEnvironment());
        var verdict = await new VerifyLogQuery(database).RunAsync(args is [var expected] ? expected : null);
        if (verdict.FirstBad is { } bad)
        {
            await Console.Error.WriteLineAsync($"The log is not intact: row {bad} {Said(verdict.Wrong)}. "
                + $"The {verdict.Rows} rows before it are intact.");
            return 1;
        }
        if (verdict.HoldsExpected == false)
        {
            await Console.Error.WriteLineAsync($"The {verdict.Rows} rows of the log are intact, but none of them has the given hash. "
                + "Rows were removed at the end, or this is another log.");
            return 1;
        }
        Console.WriteLine($"The log is intact: {verdict.Rows} rows. Keep the last hash for the next run: {verdict.Head}");
        return 0;
    }

    private static string Said(string? wrong) => wrong switch
    {
        "missing" => "is missing",
        "reason" => "has a changed reason",
        _ => "was changed",
    };
}
