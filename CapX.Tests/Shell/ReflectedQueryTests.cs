using System.IO.Compression;
using System.Reflection;
using CapX.App.Shell;
using CapX.Data.SignIn;
using CapX.Tests.Infra;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CapX.Tests.Shell;

/// <summary>A page must not repeat its query beside a secret: the size of the compressed page would reveal a correct guess.</summary>
[Collection(SharedDatabase.Name)]
public sealed class ReflectedQueryTests(DatabaseFixture data, TestApp app) : IClassFixture<TestApp>, IAsyncLifetime
{
    private const ulong Me = 1001;
    private const string Secret = "https://meet.example/kfv-qzwx-jhp";
    private const string Mark = "zqmarkzq7391";

    /// <summary>Pages that repeat their query but contain no secret.</summary>
    private static readonly string[] Excused =
        ["/welcome", "/wiki-access/failed", "/paused", "/sign-in", "/signed-out", "/exchanges/propose", "/report", "/capacities/suggest",
        "/capacities/manage/add", "/capacities/manage/history"];

    public async Task InitializeAsync()
    {
        app.Clock.Now = TestClock.Start;
        await data.EmptyAsync();
        await new PersonBuilder { Id = Me, Username = "Sample Member" }.InsertAsync(data.Database);
        await data.ExecuteAsync("INSERT INTO consent (person_id, version, given_at) SELECT p.id, @Version, '2026-03-01' FROM person p",
            new { Consent.Version });
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task No_page_of_a_member_but_the_lists_repeats_its_query()
    {
        var id = await EventAsync();
        using var member = await app.OpenAsAsync("member");
        var failures = new List<string>();
        var looked = 0;
        foreach (var route in app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>())
        {
            if (route.Metadata.GetMetadata<ComponentTypeMetadata>()?.Type is not { } page || page.GetCustomAttribute<RepeatsQueryAttribute>() is not null)
                continue;
            var path = "/" + route.RoutePattern.RawText!.TrimStart('/');
            if (Excused.Contains(path)) continue;
            var names = page.GetProperties().Select(p => (p.Name, From: p.GetCustomAttribute<SupplyParameterFromQueryAttribute>()))
                .Where(p => p.From is not null).Select(p => p.From!.Name ?? p.Name);
            var address = path.Contains('{', StringComparison.Ordinal)
                ? path.StartsWith("/events/{", StringComparison.Ordinal) ? System.Text.RegularExpressions.Regex.Replace(path, "{[^}]*}", $"{id}")
                : path.StartsWith("/people/", StringComparison.Ordinal) ? "/people/Sample_Member" : null : path;
            if (address is null) continue;
            looked++;
            var query = names.Append("x").Append("returnUrl").Append("q").Distinct().Select(name => $"{name}={Mark}");
            var answer = await member.GetAsync($"{address}?{string.Join('&', query)}&{Mark}=1");
            if ((await answer.Content.ReadAsStringAsync()).Contains(Mark, StringComparison.Ordinal)) failures.Add(address);
        }
        Assert.True(failures.Count == 0, string.Join('\n', failures));
        Assert.InRange(looked, 20, 200);
    }

    [Fact]
    public async Task A_right_guess_beside_a_joining_link_makes_no_page_shorter()
    {
        var id = await EventAsync();
        using var member = await app.OpenAsAsync("member");
        Assert.Contains(Secret, await member.TextAsync($"/events/{id}"), StringComparison.Ordinal);
        var (right, wrong) = (new List<int>(), new List<int>());
        for (var i = 0; i < 100; i++)
        {
            right.Add(await LengthAsync(member, $"/events/{id}?x=meet.example%2Fkfv-qzwx-jhp&did=kfv-qzwx-jhp"));
            wrong.Add(await LengthAsync(member, $"/events/{id}?x=meet.example%2Fbtg-mrdy-wcn&did=btg-mrdy-wcn"));
        }
        Assert.InRange(wrong.Average() - right.Average(), -2, 2);
    }

    [Theory]
    [InlineData("/privacy/me?erase=other-name&uselang=fr", "/privacy/me?erase=other-name")]
    [InlineData("/people?q=lua", "/people?q=lua")]
    [InlineData("/", "/")]
    public async Task The_language_and_the_appearance_lead_back_to_the_whole_address_all_the_same(string page, string back)
    {
        using var member = await app.OpenAsAsync("member");
        var html = await member.TextAsync(page);
        var returnUrl = System.Text.RegularExpressions.Regex.Match(html, "name=\"returnUrl\" value=\"(?<url>[^\"]*)\"").Groups["url"].Value;
        var post = new HttpRequestMessage(HttpMethod.Post, "/language")
        {
            Content = new FormUrlEncodedContent([new("language", "en"), new("returnUrl", returnUrl)]),
            Headers = { { "Origin", app.Address.GetLeftPart(UriPartial.Authority) }, { "Referer", new Uri(app.Address, page).AbsoluteUri } },
        };
        Assert.Equal(back, TestBrowser.Location(await member.SendAsync(post)));
    }

    private Task<ulong> EventAsync() =>
        new EventBuilder { Title = "Sample" }.By(Me).With(f => f with { JoiningLink = Secret }).Registered(Me).InsertAsync(data);

    private static async Task<int> LengthAsync(TestBrowser browser, string url)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, url);
        request.Headers.AcceptEncoding.ParseAdd("br");
        var answer = await browser.SendAsync(request);
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        Assert.Equal("br", Assert.Single(answer.Content.Headers.ContentEncoding));
        using var page = new StreamReader(new BrotliStream(new MemoryStream(bytes), CompressionMode.Decompress));
        Assert.Contains(Secret, await page.ReadToEndAsync(), StringComparison.Ordinal);
        return bytes.Length;
    }
}
