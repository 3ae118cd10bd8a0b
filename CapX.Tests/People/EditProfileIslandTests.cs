using System.Security.Claims;
using System.Text.Json;
using Bunit;
using CapX.App.People;
using CapX.Data;
using CapX.Data.Editing;
using CapX.Data.Index;
using CapX.Data.People;
using CapX.Data.Permissions;
using CapX.Tests.Infra;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CapX.Tests.People;

/// <summary>The whole editor with the real commands, without a browser.</summary>
[Collection(SharedDatabase.Name)]
public sealed class EditProfileIslandTests : BunitContext, IAsyncLifetime
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    private readonly DatabaseFixture _fixture;
    private readonly CuttableWire _wire;
    private readonly TestClock _clock = new();
    private Actor _actor = null!;

    public EditProfileIslandTests(DatabaseFixture fixture)
    {
        _fixture = fixture;
        _wire = new(fixture);
        JSInterop.Mode = JSRuntimeMode.Loose;
        JSInterop.SetupModule("Intl.DateTimeFormat", []).Setup<Dictionary<string, JsonElement>>("resolvedOptions")
            .SetResult(new Dictionary<string, JsonElement> { ["timeZone"] = JsonSerializer.SerializeToElement("America/Sao_Paulo") });
        Services.AddSingleton(new Database(_wire.ConnectionString)).AddSingleton(fixture.Vocabulary).AddSingleton<TimeProvider>(_clock)
            .AddSingleton<PeopleIndex>()
            .AddSingleton<ProfileQuery>().AddSingleton<DraftQuery>().AddSingleton<SaveProfileCommand>().AddSingleton<SaveDraftCommand>()
            .AddSingleton<DropDraftCommand>();
    }

    async Task IAsyncLifetime.InitializeAsync()
    {
        await _fixture.EmptyAsync();
        _actor = await _fixture.NewcomerAsync();
    }

    async Task IAsyncLifetime.DisposeAsync()
    {
        await base.DisposeAsync();
        _wire.Dispose();
    }

    private Task<AuthenticationState> State() => Task.FromResult(new AuthenticationState(new ClaimsPrincipal(new ClaimsIdentity(
        [new(ClaimTypes.NameIdentifier, $"{_actor.PersonId}"), new(ClaimTypes.Name, $"Person {_actor.PersonId}"),
        new("capx:session", Convert.ToHexStringLower(_actor.Session))], "test"))));

    private IRenderedComponent<EditProfileIsland> Open(string waitFor = "#edit-save")
    {
        var island = Render<EditProfileIsland>(parameters => parameters.Add(i => i.Language, "en").AddCascadingValue(State()));
        island.WaitForElement(waitFor, Soon);
        return island;
    }

    private static async Task SaveAsync(IRenderedComponent<EditProfileIsland> island, string waitFor)
    {
        await island.Find("form").SubmitAsync();
        island.WaitForAssertion(() => Assert.Contains(waitFor, island.Markup, StringComparison.Ordinal), Soon);
    }

    private Task<List<string>> NamesAsync() => _fixture.QueryAsync<string>("SELECT display_name FROM person");

    private Task<List<string>> DraftsAsync() => _fixture.QueryAsync<string>("SELECT body FROM draft");

    private async Task<string> DraftAsync(string with)
    {
        for (var tries = 0; tries < 40; tries++)
        {
            if (await DraftsAsync() is [var body] && body.Contains(with, StringComparison.Ordinal)) return body;
            await Task.Delay(50);
        }
        return "no draft within two seconds";
    }

    [Fact]
    public async Task Says_at_once_that_it_is_saved()
    {
        var island = Open();
        await island.Find("#edit-displayname").InputAsync("Ana");
        await SaveAsync(island, "Saved");
        Assert.Equal("status", island.Find("#edit-status").GetAttribute("role"));
        Assert.Contains("6:26", island.Find("#edit-status").TextContent, StringComparison.Ordinal);
        Assert.Equal(["Ana"], await NamesAsync());
        Assert.Contains(island.FindAll("a"), a => a.GetAttribute("href") == $"/people/Person_{_actor.PersonId}?as=visitor");
    }

    [Fact]
    public async Task Says_at_the_field_that_a_name_looks_like_the_name_of_another()
    {
        var other = await new PersonBuilder { Username = "Ana Example" }.InsertAsync(_fixture.Database);
        await new SettleNamesCommand(_fixture.Database).RunAsync();
        var island = Open();
        await island.Find("#edit-displayname").InputAsync("Аnа Example");
        await SaveAsync(island, "looks like the user name of someone else");
        Assert.Equal("true", island.Find("#edit-displayname").GetAttribute("aria-invalid"));
        Assert.Empty(await _fixture.QueryAsync<string>("SELECT display_name FROM person WHERE display_name IS NOT NULL AND id <> @other", new { other }));
        await island.Find("#edit-displayname").InputAsync("Ana of Lisbon");
        await SaveAsync(island, "Saved");
    }

    [Fact]
    public async Task Says_that_a_display_name_is_hidden_until_another_is_saved()
    {
        await _fixture.ExecuteAsync("UPDATE person SET display_name_hidden = 'Ana Example' WHERE id = @PersonId", new { _actor.PersonId });
        var island = Open();
        Assert.Contains("Your display name “Ana Example” is hidden", island.Markup, StringComparison.Ordinal);
        Assert.Equal("", island.Find("#edit-displayname").GetAttribute("value") ?? "");
        await island.Find("#edit-displayname").InputAsync("Ana of Lisbon");
        await SaveAsync(island, "Saved");
        Assert.DoesNotContain("is hidden", island.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keeps_what_is_typed_within_two_seconds_and_offers_it_back()
    {
        var island = Open();
        await island.Find("#edit-about").InputAsync("Half a thou");
        Assert.Contains("Half a thou", await DraftAsync("Half a thou"), StringComparison.Ordinal);

        var next = Open("#edit-draft");
        Assert.Empty(next.FindAll("form"));
        await next.FindAll("#edit-draft button")[0].ClickAsync(new MouseEventArgs());
        Assert.Equal("Half a thou", next.Find("#edit-about").GetAttribute("value"));
        await SaveAsync(next, "Saved");
        Assert.Empty(await DraftsAsync());
    }

    [Fact]
    public async Task Keeps_what_is_typed_when_the_page_is_left_at_once()
    {
        var island = Open();
        await island.Find("#edit-displayname").InputAsync("Left");
        await island.Instance.DisposeAsync();
        Assert.Contains("Left", Assert.Single(await DraftsAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Throws_a_draft_away_when_asked()
    {
        await new SaveDraftCommand(_fixture.Database, _clock).RunAsync(_actor, ProfileForm.DraftName,
            new FormDraft<ProfileForm> { Version = 0, Form = new ProfileForm { DisplayName = "Unwanted" } }.ToJson());
        var island = Open("#edit-draft");
        await island.FindAll("#edit-draft button")[1].ClickAsync(new MouseEventArgs());
        island.WaitForElement("#edit-save", Soon);
        Assert.True(string.IsNullOrEmpty(island.Find("#edit-displayname").GetAttribute("value")));
        Assert.Empty(await DraftsAsync());
    }

    [Fact]
    public async Task Opens_as_if_there_were_no_draft_when_it_cannot_be_read()
    {
        await new SaveDraftCommand(_fixture.Database, _clock).RunAsync(_actor, ProfileForm.DraftName, "{\"version\":0,\"form\":7}");
        Assert.Empty(Open().FindAll("#edit-draft"));
    }

    [Fact]
    public async Task Two_windows_never_overwrite_each_other_silently()
    {
        var (one, two) = (Open(), Open());
        await two.Find("#edit-displayname").InputAsync("Two");
        await two.Find("#edit-about").InputAsync("From two");
        await SaveAsync(two, "Saved");
        await one.Find("#edit-displayname").InputAsync("One");
        await SaveAsync(one, "saved in another window");
        Assert.Equal(["Two"], await NamesAsync());
        Assert.Equal(["One", "Two", "Nothing yet", "From two English"],
            one.FindAll(".conflict__text").Select(t => string.Join(' ', t.QuerySelectorAll("bdi, .subtle").Select(line => line.TextContent))));

        await SaveAsync(one, "Saved");
        Assert.Equal(["One From two"], await _fixture.QueryAsync<string>("SELECT CONCAT(display_name, ' ', about) FROM person"));
        Assert.Equal("From two", one.Find("#edit-about").GetAttribute("value"));
    }

    [Fact]
    public async Task Keeps_the_text_while_the_database_is_away()
    {
        var island = Open();
        await island.Find("#edit-displayname").InputAsync("Patient");
        _wire.Cut();
        await SaveAsync(island, "CapX is temporarily unavailable");
        Assert.Equal("Patient", island.Find("#edit-displayname").GetAttribute("value"));
        _wire.Mend();
        await SaveAsync(island, "Saved");
        Assert.DoesNotContain("CapX is temporarily unavailable", island.Markup, StringComparison.Ordinal);
        Assert.Equal(["Patient"], await NamesAsync());
    }

    [Fact]
    public async Task Says_what_to_do_when_the_session_ended_or_the_account_is_blocked()
    {
        var island = Open();
        await _fixture.ExecuteAsync("UPDATE person SET blocked = 1");
        await SaveAsync(island, "blocked on the wiki");
        await _fixture.ExecuteAsync("DELETE FROM session");
        await SaveAsync(island, "/sign-in?returnUrl=%2Fprofile%2Fedit");
        Assert.Equal([0], await _fixture.QueryAsync<long>("SELECT COUNT(*) FROM person WHERE updated_at IS NOT NULL"));
    }

    [Fact]
    public async Task Names_what_is_wrong_and_saves_nothing()
    {
        var island = Open();
        await island.Find("#edit-displayname").InputAsync(new string('x', 101));
        await SaveAsync(island, "one thing needs your attention");
        Assert.Equal("true", island.Find("#edit-displayname").GetAttribute("aria-invalid"));
        await island.Find("#edit-displayname").InputAsync("Short");
        await SaveAsync(island, "Saved");
    }
}
