using CapX.Tests.Infra;
using Xunit;

namespace CapX.Tests.Attacks;

/// <summary>Checks the results of one <see cref="AttackRun"/>.</summary>
[Collection(WholeSite.Name)]
public sealed class AttackTests(DatabaseFixture data, AttackRun run) : IClassFixture<AttackRun>
{
    private const string TextColumnsSql = """
        SELECT table_name, column_name FROM information_schema.columns
         WHERE table_schema = DATABASE() AND data_type IN ('varchar', 'char', 'text', 'mediumtext', 'longtext') ORDER BY table_name, column_name
        """;

    /// <summary>Columns that store unsent text exactly as it was typed.</summary>
    private static readonly string[] Typed = ["draft.body"];

    /// <summary>The kinds of answers in which the text of each place must appear. Conversations and moderation appear only on pages and in exports.</summary>
    public static TheoryData<string, string> Places => new()
    {
        { "username", "html json atom" }, { "name", "html json atom" }, { "about", "html json" }, { "offered", "html json" }, { "wanted", "html json" },
        { "organization", "html json" }, { "organization-about", "html json" }, { "organization-note", "html json" }, { "meta-page", "html json" },
        { "listing-title", "html json atom" }, { "listing", "html json atom" }, { "event-title", "html json ics" }, { "event", "html json ics" },
        { "place", "html json ics" },
        { "message", "html json" }, { "hope", "html json" }, { "gives", "html json" }, { "answer", "html json" }, { "word", "html json" },
        { "outcome", "html json" }, { "taught", "html json" }, { "learned", "html json" },
        { "suggested", "html json" }, { "suggested-text", "html json" }, { "because", "html json" }, { "answered", "html json" }, { "capacity", "html" },
        { "capacity-text", "html" }, { "renamed", "html json" }, { "renamed-text", "html" },
        { "removed", "html json" }, { "report", "html" }, { "reported", "html json" }, { "note", "html" }, { "decision", "html json" },
        { "appeal", "html json" }, { "review", "html" }, { "words", "html" }, { "draft", "html json" },
    };

    [Fact]
    public void No_string_does_harm_in_any_answer() => AssertNone(run.Judge.Faults);

    [Fact]
    public void Nothing_fails_and_nothing_that_was_typed_stands_in_the_log()
    {
        var lines = $"{run.App.Log}".Split('\n');
        AssertNone(lines.Where(line => line.StartsWith("Error", StringComparison.Ordinal) || line.StartsWith("Critical", StringComparison.Ordinal)));
        AssertNone(lines.Where(line =>
            line.Contains("CapX", StringComparison.Ordinal) && Corpus.All.Any(a => line.Contains(a.Mark, StringComparison.Ordinal))));
    }

    [Fact]
    public void Every_form_takes_every_string()
    {
        AssertNone(run.Refused);
        AssertNone(from place in run.Kept
                   let missing = Corpus.All.Select(a => a.Name).Except(place.Value).ToList()
                   where missing.Count > 0
                   select $"{place.Key.Place}: {string.Join(", ", missing)}");
    }

    [Theory]
    [MemberData(nameof(Places))]
    public void What_was_sent_to_a_place_comes_out_where_it_is_read(string place, string kinds) =>
        Assert.All(kinds.Split(' '), kind => Assert.Contains($"{kind} {place}", run.Judge.Seen));

    [Fact]
    public void What_is_longer_than_its_field_takes_is_said_at_the_field_which_keeps_it()
    {
        Assert.InRange(run.OverLong.Came.Count, 30, int.MaxValue);
        AssertNone(run.OverLong.Came.Where(t => t.Value is not null).Select(t => $"{t.Key}: {t.Value}"));
        AssertNone(from form in run.Forms
                   from field in form.Fields
                   where field.Longest is not null && !run.OverLong.Knows(form.Address, field.Name)
                   select $"{form.Name} on {form.Page}: {field.Name} was sent no text that is too long");
    }

    [Fact]
    public async Task No_table_holds_a_character_that_nobody_sees_and_that_does_harm()
    {
        var faults = new List<string>();
        foreach (var (table, column) in await data.QueryAsync<(string, string)>(TextColumnsSql))
        {
            if (Typed.Contains($"{table}.{column}")) continue;
            foreach (var value in await data.QueryAsync<string>($"SELECT `{column}` FROM `{table}` WHERE `{column}` IS NOT NULL"))
                faults.AddRange(value.EnumerateRunes().Where(rune => Corpus.IsHarmful(rune) || rune.Value == 0xFFFD).Take(1)
                    .Select(rune => $"{table}.{column}: U+{rune.Value:X4} in {AttackJudge.Short(value)}"));
        }
        AssertNone(faults);
    }

    [Fact]
    public void Every_route_is_attacked()
    {
        var reached = run.App.Reached;
        AssertNone(from route in Routes
                   from method in route.Methods
                   where !reached.ContainsKey($"{method} {route.Pattern}")
                   select $"{method} {route.Pattern}");
    }

    [Fact]
    public void Every_parameter_and_part_of_an_address_is_attacked() => AssertNone(
        from route in Routes
        where route.Methods.Contains("GET")
        let names = run.App.Reached.GetValueOrDefault($"GET {route.Pattern}", [])
        from name in route.Parameters.Select(p => $"?{p}").Concat(route.Parts.Select(p => $"{{{p}}}"))
        where !names.Contains(name, StringComparer.OrdinalIgnoreCase)
        select $"{route.Pattern} {name}");

    [Fact]
    public void Every_field_of_every_form_is_attacked()
    {
        AssertNone(from route in Routes
                   where route.Methods.Contains("POST")
                   let names = run.App.Reached.GetValueOrDefault($"POST {route.Pattern}", [])
                   from field in route.Fields
                   where !names.Contains(field)
                   select $"{route.Pattern} {field}");
        AssertNone(from form in run.Forms
                   let names = Routes.Where(r => r.Methods.Contains("POST") && r.Matches(form.Address))
                       .SelectMany(r => run.App.Reached.GetValueOrDefault($"POST {r.Pattern}", [])).ToList()
                   from field in form.Fields
                   where !field.IsFixed && !names.Contains(field.Name)
                   select $"{form.Name} on {form.Page}: {field.Name}");
    }

    /// <summary>A spreadsheet runs the formulas in a table file. A route that serves such a file must escape them and be allowed here.</summary>
    [Fact]
    public void No_route_gives_a_table_that_is_opened_in_a_spreadsheet()
    {
        Assert.DoesNotContain(Routes,
            route => route.Pattern.Contains("csv", StringComparison.OrdinalIgnoreCase) || route.Pattern.Contains("xls", StringComparison.OrdinalIgnoreCase)
                || route.Pattern.Contains("tsv", StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain(run.Judge.Seen, kind => kind.StartsWith("other", StringComparison.Ordinal));
    }

    private IEnumerable<AttackedRoute> Routes => run.App.Routes.Select(r => new AttackedRoute(r)).Where(r => !r.IsExcused);

    private static void AssertNone(IEnumerable<string> faults)
    {
        var all = faults.Distinct().ToList();
        Assert.True(all.Count == 0, $"{all.Count}:\n{string.Join('\n', all.Take(400))}");
    }
}
