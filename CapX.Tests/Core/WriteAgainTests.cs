using System.Data.Common;
using CapX.Tests.Infra;
using Dapper;
using Xunit;

namespace CapX.Tests;

/// <summary>A write that lost a race is done once more, and no other.</summary>
[Collection(SharedDatabase.Name)]
public sealed class WriteAgainTests(DatabaseFixture data)
{
    [Theory]
    [InlineData(1213)] // a deadlock
    [InlineData(1205)] // a lock that was waited for too long
    [InlineData(1452)] // the row to which another points was deleted meanwhile
    public async Task A_race_that_is_lost_twice_is_won_the_third_time(int error)
    {
        var attempts = 0;
        Assert.Equal(3, await data.Database.WriteAsync(async transaction =>
        {
            attempts++;
            if (attempts < 3) await transaction.Connection!.ExecuteAsync(Failing(error), transaction: transaction);
            return attempts;
        }));
    }

    [Theory]
    [InlineData(1213, 3)]
    [InlineData(1452, 3)]
    [InlineData(1062, 1)] // twice the same key
    [InlineData(1406, 1)] // too long for its column
    public async Task What_fails_always_is_said_after_a_few_times(int error, int times)
    {
        var attempts = 0;
        var failure = await Assert.ThrowsAnyAsync<DbException>(() => data.Database.WriteAsync(async transaction =>
        {
            attempts++;
            return await transaction.Connection!.ExecuteAsync(Failing(error), transaction: transaction);
        }));
        Assert.Contains("of a test", failure.Message, StringComparison.Ordinal);
        Assert.Equal(times, attempts);
    }

    private static string Failing(int error) => $"SIGNAL SQLSTATE '45000' SET MYSQL_ERRNO = {error}, MESSAGE_TEXT = 'of a test'";
}
