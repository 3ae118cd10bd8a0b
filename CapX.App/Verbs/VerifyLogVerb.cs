using CapX.Data.Moderation;

namespace CapX.App.Verbs;

/// <summary>Verifies the hash chain of the moderation log: verify-log [HASH]. The hash reported by an earlier run must still be in the chain, so that rows
/// cannot be cut off at the end unnoticed.</summary>
public static class VerifyLogVerb
{
    public static async Task<int> RunAsync(string[] args)
    {
        if (args.Length > 1 || (args is [var hash] && (hash.Length != 64 || !hash.All(char.IsAsciiHexDigit))))
            throw new UsageException("verify-log takes nothing, or the hash that an earlier run named.");
        using var database = new Database(Settings.DatabaseFromEnvironment());
        var verdict = await new VerifyLogQuery(database).RunAsync(args is [var expected] ? expected : null);
        if (verdict.FirstBad is { } bad)
        {
            await Console.Error.WriteLineAsync($"The log is broken at row {bad}: {Said(verdict.Wrong)}. "
                + $"The {verdict.Rows} rows before it are as they were written.");
            return 1;
        }
        if (verdict.HoldsExpected == false)
        {
            await Console.Error.WriteLineAsync($"The log has {verdict.Rows} rows that fit together, but the given hash is in none of them: "
                + "rows were cut off at its end, or it is another log.");
            return 1;
        }
        Console.WriteLine($"The log is whole: {verdict.Rows} rows. Its end: {verdict.Head}");
        return 0;
    }

    private static string Said(string? wrong) => wrong switch
    {
        "missing" => "a row is missing",
        "reason" => "its reason is not the one that was written",
        _ => "it is not as it was written",
    };
}
