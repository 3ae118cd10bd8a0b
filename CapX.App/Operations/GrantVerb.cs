using System.Globalization;
using CapX.Data.SignIn;

namespace CapX.App.Operations;

/// <summary>Gives a role until a date: grant curator "User name" --until 2027-12-31.</summary>
public static class GrantVerb
{
    private const string Usage = "grant takes: curator \"User name\" --until YYYY-MM-DD. The person must have signed in once.";

    public static async Task<int> RunAsync(string[] args)
    {
        if (args is not [var role, var username, "--until", var day] || role != "curator" || !DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var until)) throw new UsageException(Usage);
        using var database = new Database(Settings.DatabaseFromEnvironment());
        // To the end of that day everywhere on Earth.
        if (!await new GrantRoleCommand(database, TimeProvider.System).RunAsync(username, Role.Curator, until.ToDateTime(new TimeOnly(12, 0)).AddDays(1)))
            throw new UsageException($"Nobody of the name {username} has signed in here.");
        Console.WriteLine($"{username} is a curator until {day}.");
        return 0;
    }
}
