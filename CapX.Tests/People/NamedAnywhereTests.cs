using System.Net;
using CapX.Data;
using CapX.Data.Events;
using CapX.Data.Index;
using CapX.Data.Matches;
using CapX.Data.Moderation;
using CapX.Data.Notices;
using CapX.Data.Organizations;
using CapX.Data.Privacy;
using CapX.Data.SignIn;
using CapX.Tests.Infra;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CapX.Tests.People;

/// <summary>Every input for a person's name reads it as the wiki does.</summary>
[Collection(SharedDatabase.Name)]
public sealed class NamedAnywhereTests(DatabaseFixture data, TestApp app) : IClassFixture<TestApp>, IAsyncLifetime
{
    private const ulong Named = 1002;

    public static TheoryData<string> Ways =>
        ["sample_Organizer", "user:Sample Organizer", "\u200Eمستخدم:Sample  Organizer\u200E", "Utilisatrice:sample_Organizer",
        "https://meta.wikimedia.org/wiki/User:Sample_Organizer"];

    public async Task InitializeAsync()
    {
        await data.EmptyAsync();
        await new PersonBuilder { Id = 1001, Username = "Sample Member" }.Offers("openrefine").InsertAsync(data.Database);
        await new PersonBuilder { Id = Named, Username = "Sample Organizer" }.Offers("sparql-queries").InsertAsync(data.Database);
        await app.Services.GetRequiredService<PeopleIndex>().LoadAsync();
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [InlineData("/people/sample_Organizer")]
    [InlineData("/people/Sample%20Organizer")]
    [InlineData("/people/Sample__Organizer_")]
    [InlineData("/people/User:sample_Organizer")]
    [InlineData("/people/Benutzer%3ASample_Organizer")]
    [InlineData("/people/%D9%85%D8%B3%D8%AA%D8%AE%D8%AF%D9%85:Sample_Organizer")]
    [InlineData("/people/Sample_Organizer%E2%80%8E")]
    [InlineData("/people/%E2%80%8ESample%E2%80%8B_Organizer")]
    public async Task The_page_of_a_person_is_found(string url)
    {
        using var visitor = app.Open();
        var answer = await visitor.GetAsync(url);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Matches("<link rel=\"canonical\" href=\"http://[^\"/]+/people/Sample_Organizer\"", await answer.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync($"/api/v1{url}")).StatusCode);
    }

    [Theory]
    [InlineData("/people/SAMPLE_ORGANIZER")]
    [InlineData("/people/U:Sample_Organizer")]
    [InlineData("/people/Sample-Organizer")]
    public async Task Another_name_is_nobodys(string url)
    {
        using var visitor = app.Open();
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync(url)).StatusCode);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task A_proposal_a_report_and_matches_name_a_person(string typed)
    {
        using var member = await app.OpenAsAsync("member");
        await data.ExecuteAsync("INSERT IGNORE INTO consent (person_id, version, given_at) VALUES (1001, @Version, @Start)",
            new { Consent.Version, TestClock.Start });
        Assert.Equal(HttpStatusCode.OK, (await member.GetAsync($"/exchanges/propose?kind=ask&to={Uri.EscapeDataString(typed)}")).StatusCode);
        Assert.Equal("Sample Organizer", UserName.Read(ReportAbout.From("person", typed)!.Key));
        Assert.Equal(Named, (await Query<MatchesQuery>().AskerAsync(Viewer.Member(1001), typed))!.Second!.Id);
        Assert.True(EraseAccountCommand.IsSame(typed, "Sample Organizer"));
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Organizers_managers_and_roles_are_named(string typed)
    {
        var actor = await data.OpenSessionAsync(1001, TestClock.Start.AddYears(1));
        var (id, _) = await new OrganizationBuilder().Having(1001, "manager").InsertAsync(data);
        Assert.Equal(OrganizationActResult.Done,
            await new OrganizationPeopleCommand(data.Database, new LiveUpdates(), app.Clock).RunAsync(actor, id, OrganizationAct.Invite, typed));
        Assert.Equal([Named], await data.QueryAsync<ulong>("SELECT person_id FROM organization_person WHERE standing = 'invited'"));

        var form = new EventForm
        {
            Title = "Sample", Language = "en", Kind = EventKind.Online, Zone = "UTC", Starts = "2026-12-01T18:00",
            Ends = "2026-12-01T19:00", People = ["Sample Member", typed]
        };
        Assert.IsType<EventSaved>(await new SaveEventCommand(data.Database, data.Vocabulary, new LiveUpdates(), app.Clock).CreateAsync(actor, form,
            Guid.NewGuid()));
        Assert.Equal([Named], await data.QueryAsync<ulong>("SELECT person_id FROM event_organizer WHERE standing = 'invited'"));

        Assert.Empty(await new RoleCommand(data.Database, new LiveUpdates(), app.Clock).AppointStewardsAsync([typed, "sample_Member"],
            DateOnly.FromDateTime(TestClock.Start).AddDays(30)));
        Assert.Equal([1001, Named], await data.QueryAsync<ulong>("SELECT person_id FROM person_role WHERE role = 'steward' ORDER BY person_id"));
    }

    private T Query<T>() where T : notnull => app.Services.GetRequiredService<T>();
}
