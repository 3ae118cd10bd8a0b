using System.Text.RegularExpressions;
using CapX.Tests.Infra;
using Xunit;

namespace CapX.Tests.Attacks;

/// <summary>Every parser reads outside input quickly or refuses it in its declared way: thousands of inputs for each parser, a million in the drill.</summary>
[Collection(WholeSite.Name)]
public sealed partial class ParserTests(DatabaseFixture data)
{
    private const int Inputs = 20_000;
    private const int InputsOfDrill = 1_000_000;
    private const double MostMilliseconds = 50;
    private const int Tries = 5;

    /// <summary>Files that parse nothing from outside, or nothing that <see cref="Parsers"/> does not cover, each with its reason.</summary>
    private static readonly Dictionary<string, string> Excused = new(StringComparer.Ordinal)
    {
        ["CapX.App/I18n/Embedded.cs"] = "files inside the program",
        ["CapX.App/I18n/MessageFormats.cs"] = "the framework's own formats of dates",
        ["CapX.App/Codex/IconSet.cs"] = "files inside the program",
        ["CapX.App/Bench/PlansVerb.cs"] = "names of the operator's own databases",
        ["CapX.App/Settings.cs"] = "settings of the operator",
        ["CapX.App/Privacy/ExportFile.cs"] = "keys of the program's own records",
        ["CapX.Data/Organizations/ImportOrganizationsCommand.cs"] = "a name that OrganizationCheck has read and limited",
        ["CapX.App/Privacy/EraseProof.cs"] = "unprotects a short cookie, as ReporterCookie does",
        ["CapX.App/SignIn/FreshApproval.cs"] = "unprotects a short cookie, as ReporterCookie does",
        ["CapX.App/Insights/VisitCounting.cs"] = "the page on which a link stood, as AskedUrl",
        ["CapX.App/Verbs/ConfusableList.cs"] = "a file of a package, for the operator",
        ["CapX.App/Wiki/ActionApi.cs"] = "two braces; answers are read by WikiHttp",
        ["CapX.App/SignIn/WikiAccess.cs"] = "unprotects a short cookie, as ReporterCookie does",
        ["CapX.App/SignIn/MediaWikiHandler.cs"] = "JSON that it wrote itself; answers are read by WikiHttp",
        ["CapX.App/Exchanges/ExchangeIsland.razor.cs"] = "a draft of one text, which DraftKeeper wrote",
        ["CapX.App/Organizations/OrganizationLinks.cs"] = "links that WebLink made",
        ["CapX.Data/Vocabulary/ReferenceData.cs"] = "sql/data",
        ["CapX.Data/Events/ZonePlaces.cs"] = "sql/data",
        ["CapX.Data/Events/EventRow.cs"] = "JSON made by the database",
        ["CapX.Data/Core/ViewerSql.cs"] = "the program's own statements",
        ["CapX.Data/Moderation/ReportedThing.cs"] = "JSON that it wrote itself",
        ["CapX.Data/Bench/StatementPlans.cs"] = "the log of the operator's own database",
        ["CapX.Data/Listings/ExportedListings.cs"] = "JSON made by the database",
        ["CapX.Data/Listings/ListingRow.cs"] = "JSON made by the database",
        ["CapX.Data/Capacities/CapacityFacts.cs"] = "JSON that it wrote itself",
        ["CapX.Data/Capacities/CapacityFiles.cs"] = "sql/data",
        ["CapX.Data/Exchanges/ExchangeSides.cs"] = "JSON made by the database",
        ["CapX.Data/Organizations/SaveOrganizationCommand.cs"] = "JSON that it wrote itself",
        ["CapX.Data/Organizations/OrganizationHistoryQuery.cs"] = "JSON that it wrote itself",
        ["CapX.Data/Organizations/AffiliationsQuery.cs"] = "JSON made by the database",
        ["CapX.Data/Organizations/OrganizationRow.cs"] = "JSON made by the database",
    };

    public static TheoryData<string> All => [.. Parsers.All.Select(p => p.Name)];

    [Theory]
    [MemberData(nameof(All))]
    public void Every_input_is_read_or_refused_in_little_time(string parser) => Run(parser, Inputs);

    [Theory]
    [Trait("When", "Drill")]
    [MemberData(nameof(All))]
    public void A_million_inputs_are_read_or_refused_in_little_time(string parser) => Run(parser, InputsOfDrill);

    /// <summary>Code that normalizes text, matches patterns or parses JSON, URLs or tokens must be listed in <see cref="Parsers"/>.</summary>
    [Fact]
    public void Every_file_that_parses_has_a_parser_that_is_fuzzed()
    {
        var parsing = HouseTests.Code.Where(file =>
            file.StartsWith("CapX.App/", StringComparison.Ordinal) || file.StartsWith("CapX.Data/", StringComparison.Ordinal))
            .Where(file => Parses.IsMatch(File.ReadAllText(HouseTests.PathOf(file)))).ToHashSet(StringComparer.Ordinal);
        var fuzzed = Parsers.All.SelectMany(p => p.Files).ToHashSet(StringComparer.Ordinal);
        Assert.Empty(parsing.Except(fuzzed).Except(Excused.Keys));
        Assert.Empty(Excused.Keys.Except(parsing));
        Assert.Empty(Excused.Keys.Intersect(fuzzed));
        Assert.All(fuzzed, file => Assert.True(File.Exists(HouseTests.PathOf(file)), file));
    }

    private void Run(string name, int inputs)
    {
        var place = Parsers.All.ToList().FindIndex(p => p.Name == name);
        var parser = Parsers.All[place];
        var fuzz = new Fuzz(parser, place);
        var faults = new List<string>();
        for (var number = 0; number < inputs && faults.Count < 5; number++)
        {
            var input = fuzz.Next();
            try
            {
                if (Least(parser, input) is var taken && taken > MostMilliseconds) faults.Add($"{taken:0} ms for {Shown(input)}");
            }
            catch (Exception unhandled)
            {
                faults.Add($"{unhandled.GetType().Name} {unhandled.Message} for {Shown(input)}");
            }
        }
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    /// <summary>Repeats slow runs, because the first run may include JIT compilation and garbage collection.</summary>
    private double Least(Parser parser, string input)
    {
        var least = double.MaxValue;
        for (var tries = 0; tries < Tries && least > MostMilliseconds;
            tries++) least = Math.Min(least, ThreadTime.Of(() => parser.Read(input, data.Vocabulary)));
        return least;
    }

    private static string Shown(string input) =>
        $"{input.Length}: {string.Concat(input.Take(300).Select(c => c is >= ' ' and <= '~' ? c.ToString() : $"\\u{(int)c:X4}"))}";

    [GeneratedRegex(@"\.Normalize\(|GeneratedRegex|new Regex|JsonDocument\.Parse|JsonSerializer\.Deserialize|Uri\.TryCreate|UnescapeDataString|"
        + @"IdnHost|TryParseList|Enum\.TryParse<?\w*>?\(word|BigInteger|TextFieldParser|\.ReadLine\(|Unprotect\(|LocalDateTimePattern|"
        + @"Split\('c', 'e'\)")]
    private static partial Regex Parses { get; }
}
