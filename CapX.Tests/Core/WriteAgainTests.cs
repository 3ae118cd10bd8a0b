using System.Data.Common;
using CapX.Tests.Infra;
using Dapper;
using Xunit;

namespace CapX.Tests;

/// <summary>Only writes that lost a race are tried again.</summary>
[Collection(SharedDatabase.Name)]
public sealed class WriteAgainTests(DatabaseFixture data)
{
    [Theory]
    [InlineData(1213)] // deadlock
    [InlineData(1205)] // lock wait timeout
    [InlineData(1452)] // foreign key: the referenced row was deleted in between
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
    [InlineData(1062, 1)] // duplicate key
    [InlineData(1406, 1)] // value too long for its column
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
