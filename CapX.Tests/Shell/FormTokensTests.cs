using System.Net;
using System.Text.RegularExpressions;
using CapX.App.Shell;
using CapX.Data.SignIn;
using CapX.Tests.Infra;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CapX.Tests.Shell;

/// <summary>Forms that another site sends in a member's name are refused, even if they have no fields.</summary>
[Collection(SharedDatabase.Name)]
public sealed partial class FormTokensTests(DatabaseFixture database, TestApp app) : IClassFixture<TestApp>
{
    private static readonly string[] Accounts = ["member", "organizer", "arabic", "chinese", "portuguese"];

    [Fact]
    public async Task Every_form_of_a_member_needs_this_sites_token()
    {
        await database.EmptyAsync();
        var addresses = app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("POST") == true
                && e.Metadata.GetMetadata<IAuthorizeData>() is not null)
            .Select(e => "/" + Parameter().Replace(e.RoutePattern.RawText!.TrimStart('/'), "1")).Distinct().ToList();
        Assert.Contains("/organizations/1/confirm", addresses);
        // One account may send only 60 forms a minute.
        foreach (var (account, part) in Accounts.Zip(addresses.Chunk(RequestLimits.PersonPerMinute / 2)))
        {
            using var browser = await app.OpenAsAsync(account);
            await database.ExecuteAsync("INSERT IGNORE INTO consent (person_id, version, given_at) SELECT s.person_id, @Version, '2026-03-01' FROM session s",
                new { Consent.Version });
            foreach (var address in part)
            {
                var response = await browser.PostAsync(address, ("do", "delete"));
                Assert.True(response.StatusCode == HttpStatusCode.BadRequest, $"{address}: {response.StatusCode}");
            }
        }
        Assert.InRange(addresses.Count, 1, Accounts.Length * RequestLimits.PersonPerMinute / 2);
    }

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Parameter();
}
