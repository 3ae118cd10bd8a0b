using System.Net;
using System.Text.RegularExpressions;
using CapX.Data.SignIn;
using CapX.Tests.Infra;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CapX.Tests.Shell;

/// <summary>What another site sends in a member's name is refused, whether the form has fields or none.</summary>
[Collection(SharedDatabase.Name)]
public sealed partial class FormTokensTests(DatabaseFixture database, TestApp app) : IClassFixture<TestApp>
{
    [Fact]
    public async Task Every_form_of_a_member_needs_this_sites_token()
    {
        await database.EmptyAsync();
        using var browser = await app.OpenAsAsync("member");
        await database.ExecuteAsync("INSERT INTO consent (person_id, version, given_at) VALUES (1001, @Version, '2026-03-01')", new { Consent.Version });
        var addresses = app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("POST") == true && e.Metadata.GetMetadata<IAuthorizeData>() is not null)
            .Select(e => "/" + Parameter().Replace(e.RoutePattern.RawText!.TrimStart('/'), "1")).Distinct().ToList();
        Assert.Contains("/organizations/1/confirm", addresses);
        foreach (var address in addresses)
        {
            var response = await browser.PostAsync(address, ("do", "delete"));
            Assert.True(response.StatusCode == HttpStatusCode.BadRequest, $"{address}: {response.StatusCode}");
        }
    }

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Parameter();
}
