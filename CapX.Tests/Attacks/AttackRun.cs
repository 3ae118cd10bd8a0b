using System.Net;
using AngleSharp.Html.Dom;
using CapX.Data;
using CapX.Data.Index;
using CapX.Tests.Infra;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CapX.Tests.Attacks;

/// <summary>Sends the corpus through everything once. The tests then check the result. The texts go into the tables through commands and forms, from there onto
/// every page, and finally into every field, parameter and route value that expects no text.</summary>
public sealed class AttackRun(DatabaseFixture data) : IAsyncLifetime
{
    private const string Visitor = "visitor";

    // Larger requests are refused before the form is read.
    private const int LargestForm = 900_000;

    private readonly Dictionary<string, TestBrowser> _browsers = [];
    private readonly Dictionary<string, AttackedForm> _forms = new(StringComparer.Ordinal);

    public AttackApp App { get; } = new(data);

    public AttackJudge Judge { get; } = new();

    /// <summary>The results for texts that are too long for their fields.</summary>
    internal OverLong OverLong => field ??= new OverLong(Judge);

    /// <summary>The names of the attacks that a form stored, by field.</summary>
    internal Dictionary<SentText, HashSet<string>> Kept { get; } = [];

    /// <summary>Valid submissions that the program refused.</summary>
    public List<string> Refused { get; } = [];

    /// <summary>Each form found on a page, with its fields. Forms that differ only in numbers count once.</summary>
    internal IReadOnlyCollection<AttackedForm> Forms => _forms.Values;

    public async Task InitializeAsync()
    {
        await data.EmptyAsync();
        await App.InitializeAsync();
        var world = new AttackWorld(data, App);
        await world.FillAsync();
        _browsers[Visitor] = App.Open();
        foreach (var account in AttackWorld.Accounts) _browsers[account] = await App.OpenAsAsync(account);
        foreach (var sending in Sending.All(world, Newest)) await SendAsync(sending);
        await world.AddCasesAsync();
        // The clock has advanced by hours, and some forms need a recent approval from the wiki.
        foreach (var account in AttackWorld.Accounts) _browsers[account] = await OpenAsync(account);
        foreach (var (who, url) in AttackedPages.All(world, Newest)) await LookAsync(who, url);
        // Refused texts change nothing, so this comes before the attacks that answer or end something.
        foreach (var form in _forms.Values.ToList()) await SendTooLongAsync(form, form.Token);
        foreach (var (people, url, isPost) in AttackedAddresses.All(App, world, Newest))
        {
            foreach (var who in people)
                if (isPost) await Judge.LookAsync(await _browsers[who].PostAsync(url, ("_handler", Corpus.Whole), ("nobody-asked-for-this", Corpus.Whole)),
                    who);
                else await LookAsync(who, url);
        }
        // A script sends this request; no page has a form for it.
        await Judge.LookAsync(await _browsers["member"]
            .SubmitAsync("/drafts", "/capacities/suggest", ("draft-name", "suggestion-1"), ("draft-address", Corpus.Whole), ("Reason", Corpus.Whole)),
                "member");
        // Forms that end a session come last.
        foreach (var form in _forms.Values.ToList().OrderBy(f => f.EndsSession)) await AttackAsync(form);
    }

    public async Task DisposeAsync()
    {
        foreach (var browser in _browsers.Values) browser.Dispose();
        await data.ResetCapacitiesAsync();
        await App.Services.GetRequiredService<Vocabulary>().LoadAsync(data.Database);
        await App.Services.GetRequiredService<PeopleIndex>().LoadAsync();
        await App.DisposeAsync();
    }

    private ulong Newest(string sql) =>
        data.QueryAsync<ulong?>(sql).GetAwaiter().GetResult().Single()
            ?? throw new InvalidOperationException($"There is none: {sql}\n{string.Join('\n', Refused)}");

    private async Task<IHtmlDocument?> LookAsync(string who, string url)
    {
        // The export of a person's own data needs a form post.
        var answer = url == "/privacy/me/export.json" ? await _browsers[who].SubmitAsync(url, "/privacy/me") : await _browsers[who].GetAsync(url);
        var page = await Judge.LookAsync(answer, who);
        foreach (var form in page is null ? [] : AttackedForm.Of(page, url, who)) _forms.TryAdd(form.Name, form);
        return page;
    }

    /// <summary>Submits a form once for each part of the corpus.</summary>
    private async Task SendAsync(Sending sending)
    {
        var parts = sending.Texts.Select(text => (Text: text, Parts: Corpus.For(text.Place, text.Longest))).ToList();
        for (var number = 0; number < parts.Max(p => p.Parts.Count); number++)
        {
            var page = sending.Page(number);
            if (sending.Handler is "decide" or "review" && number == 0) await _browsers[sending.Who].SubmitAsync($"{page}/claim", page);
            (string, string)[] handler = sending.Handler is { } name ? [("_handler", name)] : [];
            var texts = parts.Select(p => (p.Text.Field, p.Parts[number % p.Parts.Count]));
            var to = sending.To?.Invoke(number) ?? page;
            var others = await DrawnAsync(sending, sending.Others(number));
            if (number == 0) await SendTooLongAsync(sending, page, to, [.. handler, .. others, .. texts]);
            var answer = await _browsers[sending.Who].SubmitAsync(to, page, [.. handler, .. others, .. texts]);
            await Judge.LookAsync(answer, sending.Who);
            if (answer.StatusCode is not (HttpStatusCode.Found or HttpStatusCode.SeeOther)
                || TestBrowser.Location(answer).Contains("refused", StringComparison.Ordinal))
                Refused.Add($"{page} {sending.Handler}: {answer.StatusCode} {answer.Headers.Location}");
            foreach (var (text, _) in parts) await FindAsync(text);
            // Commands measure their limits by the program's clock.
            App.Clock.Advance(sending.Handler == "suggest" ? TimeSpan.FromHours(3) : TimeSpan.FromMinutes(10));
        }
    }

    /// <summary>Adds the key of a form that was opened a minute ago, if the form needs one.</summary>
    private async Task<(string, string)[]> DrawnAsync(Sending sending, (string, string)[] others)
    {
        if (sending.Drawn is not var (thing, key)) return others;
        var drawn = await _browsers[sending.Who].DrawReportAsync(thing, key);
        App.Clock.Advance(TimeSpan.FromMinutes(1));
        return [.. others, ("FormKey", drawn)];
    }

    private async Task SendTooLongAsync(Sending sending, string page, string to, (string, string)[] fields)
    {
        // Do not add these forms to the attacked ones: their tokens end with the session.
        if (sending.Texts.All(t => t.Longest == int.MaxValue)
            || await Judge.LookAsync(await _browsers[sending.Who].GetAsync(page), sending.Who) is not { } met) return;
        var token = AttackedForm.Of(met, page, sending.Who).Select(f => f.Token).First(t => t is not null)!;
        foreach (var text in sending.Texts)
        {
            await OverLong.TryAsync(_browsers[sending.Who], sending.Who, to, text.Field, text.Longest, [("__RequestVerificationToken", token), .. fields]);
            App.Clock.Advance(TimeSpan.FromMinutes(2));
        }
    }

    private async Task SendTooLongAsync(AttackedForm form, string? token)
    {
        foreach (var one in form.Fields.Where(f => f.Longest is not null))
            await OverLong.TryAsync(_browsers[form.Who], form.Who, form.Address, one.Name, one.Longest!.Value,
                [("__RequestVerificationToken", token ?? ""), .. form.Fields.Select(f => (f.Name, f.Value))]);
    }

    private async Task FindAsync(SentText text)
    {
        var (table, column) = (text.Column.Split('.')[0], text.Column.Split('.')[1]);
        var kept = Kept.TryGetValue(text, out var known) ? known : Kept[text] = [];
        foreach (var value in await data.QueryAsync<string>($"SELECT `{column}` FROM `{table}` WHERE `{column}` LIKE '%{Corpus.Sign}%'"))
            if (text.Longest == int.MaxValue || value.Contains(Corpus.Tag(text.Place), StringComparison.Ordinal))
                kept.UnionWith(Corpus.All.Where(a => value.Contains(a.Mark, StringComparison.Ordinal)).Select(a => a.Name));
    }

    /// <summary>Logs in and approves the form that deletes the person's data.</summary>
    private async Task<TestBrowser> OpenAsync(string account)
    {
        var browser = await App.OpenAsAsync(account);
        await browser.ApproveErasureAsync(account);
        return browser;
    }

    /// <summary>Sends the whole corpus to each field in turn, then to all fields, and finally texts that are too long or contain NUL to all fields. Uses the
    /// token with which the form was found.</summary>
    private async Task AttackAsync(AttackedForm form)
    {
        if (form.EndsSession && form.Who != Visitor) _browsers[form.Who] = await OpenAsync(form.Who);
        var browser = _browsers[form.Who];
        var token = form.EndsSession
            ? (await LookAsync(form.Who, form.Page) is { } page ? AttackedForm.Of(page, form.Page, form.Who).FirstOrDefault(f => f.Name == form.Name)?.Token
            : null) ?? form.Token : form.Token;
        // Also send the fields that the page shows only in other cases.
        var hidden = App.Routes.Select(r => new AttackedRoute(r)).Where(r => r.Methods.Contains("POST") && r.Matches(form.Address)).SelectMany(r => r.Fields)
            .Except(form.Fields.Select(f => f.Name)).ToList();
        async Task PostAsync(Func<AttackedField, string> value, params IEnumerable<(string, string)> more) =>
            await Judge.LookAsync(await browser.PostAsync(form.Address,
                [.. token is null ? Array.Empty<(string, string)>() : [("__RequestVerificationToken", token)], .. form.Fields.Select(f => (f.Name, value(f))),
                .. more]), form.Who);
        await SendTooLongAsync(form, token);
        foreach (var one in form.Fields.Where(f => !f.IsFixed)) await PostAsync(field => field == one ? Corpus.Whole : field.Value);
        await PostAsync(field => field.IsFixed ? field.Value : Corpus.Whole, hidden.Append("nobody-asked-for-this").Select(name => (name, Corpus.Whole)));
        await PostAsync(field => field.IsFixed ? field.Value : Corpus.TooLong[..Math.Min(Corpus.TooLong.Length, LargestForm / Math.Max(1, form.Fields.Count))]);
        await PostAsync(field => field.IsFixed ? field.Value : Corpus.Nul);
        App.Clock.Advance(TimeSpan.FromMinutes(2));
    }
}
