using CapX.Data.Moderation;

namespace CapX.App.Verbs;

/// <summary>Appoints stewards, who grant all other roles: stewards "User name" "Other name" --until 2027-12-31. There must be at least two, so that they can
/// check on each other.</summary>
public static class StewardsVerb
{
    private const string Usage =
        "Usage: stewards \"User name\" \"Other name\" --until YYYY-MM-DD. The date must be in the future. "
        + "Each person must have logged in once, and there must be at least two stewards.";

    public static async Task<int> RunAsync(string[] args)
    {
        if (args is not [.. { Length: > 0 } names, "--until", var day] || names.Any(n => n.StartsWith('-')) || WrittenNumber.Day(day) is not { } until
            || until <= DateOnly.FromDateTime(DateTime.UtcNow))
            throw new UsageException(Usage);
        using var database = new Database(Settings.DatabaseFromEnvironment());
        try
        {
            var unknown = await new RoleCommand(database, new Data.Notices.LiveUpdates(),
                TimeProvider.System).AppointStewardsAsync([.. names.Distinct(StringComparer.Ordinal)], until);
            if (unknown.Count > 0)
                throw new UsageException($"Not found: {string.Join(", ", unknown)}. A steward must have logged in once and must not be suspended. "
                    + "Nothing was changed.");
        }
        catch (TooFewStewardsException few)
        {
            throw new UsageException(few.Message);
        }
        Console.WriteLine($"Stewards until {day}: {string.Join(", ", names)}. They grant all other roles at {ModerationUrls.Roles}.");
        return 0;
    }
}
