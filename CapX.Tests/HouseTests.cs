using System.Text.Json;
using System.Text.RegularExpressions;
using Xunit;

namespace CapX.Tests;

/// <summary>The rules of CONTRIBUTING.md that a test can check.</summary>
public sealed partial class HouseTests
{
    private const int MostLines = 300;
    private const int LongestLine = 160;

    internal static readonly string Root = FindRoot();
    private static readonly string[] Projects = ["CapX.App", "CapX.Data", "CapX.Tests"];

    /// <summary>Rooms of the data layer that have no counterpart in the app.</summary>
    private static readonly string[] OfDataOnly = ["Content", "Index", "Text", "Vocabulary"];

    /// <summary>Files whose SQL reads people without a check of the viewer, each with its reason.</summary>
    private static readonly Dictionary<string, string> SeesEverybody = new(StringComparer.Ordinal)
    {
        ["CapX.Data/Capacities/CapacityHistoryQuery.cs"] = "names, to curators, who changed the tree",
        ["CapX.Data/Capacities/ExportedCapacities.cs"] = "exports one's own",
        ["CapX.Data/Capacities/SuggestionsQuery.cs"] = "names who suggested something, to themselves and to curators",
        ["CapX.Data/Exchanges/AskedListingQuery.cs"] = "names whose a listing is that ListingVisibility shows",
        ["CapX.Data/Exchanges/BlocksQuery.cs"] = "names, to oneself, whom one has blocked",
        ["CapX.Data/Exchanges/ExchangeQuery.cs"] = "names the other party of one's own exchange, whatever its visibility",
        ["CapX.Data/Exchanges/ExportedExchanges.cs"] = "exports one's own",
        ["CapX.Data/Exchanges/ExchangeSides.cs"] = "names the other party of one's own exchange, whatever its visibility",
        ["CapX.Data/Listings/ListingRow.cs"] = "names whose a listing is to who may see the listing (ListingVisibility)",
        ["CapX.Data/Moderation/"] = "names, to moderators and stewards, whom cases and roles are about; each query asks for the role",
        ["CapX.Data/Organizations/OrganizationHistoryQuery.cs"] = "names, to managers and curators, who changed their organization",
        ["CapX.Data/SignIn/"] = "signs somebody in, or reads the person of a session",
        ["CapX.Data/Permissions/Permit.cs"] = "reads how somebody stands who asks",
        ["CapX.Data/Privacy/"] = "exports and erases one's own",
        ["CapX.Data/Bench/"] = "seeds a development database, and measures it",
        ["CapX.Data/Verbs/"] = "seeds a development database",
        ["CapX.Data/Exchanges/TakeDeliveryCommand.cs"] = "delivers what one of two parties wrote to the other",
        ["CapX.Data/Exchanges/BeginDeliveryCommand.cs"] = "asks whether moderators suspended whose message is on its way",
        ["CapX.Data/People/SaveProfileCommand.cs"] = "writes one's own row",
        ["CapX.Data/People/ProfileQuery.cs"] = "reads one's own row",
        ["CapX.Data/People/DisplayNames.cs"] = "holds display names against everybody's user names, and tells nobody whose",
        ["CapX.Data/People/SettleNamesCommand.cs"] = "a job at the start",
    };

    public static TheoryData<string> Sources => [.. Files("*.cs", "*.razor", "*.css", "*.js").Select(Relative)];

    [Theory]
    [MemberData(nameof(Sources))]
    public void No_source_file_is_longer_than_300_lines(string file) => Assert.InRange(File.ReadLines(Path.Combine(Root, file)).Count(), 1, MostLines);

    [Theory]
    [MemberData(nameof(Sources))]
    public void No_line_is_longer_than_160_characters(string file) =>
        Assert.Empty(File.ReadLines(PathOf(file)).Index().Where(line => line.Item.Length > LongestLine).Select(line => line.Index + 1));

    [Fact]
    public void The_folders_of_data_are_among_the_folders_of_the_app_and_tests_know_both()
    {
        var app = Folders("CapX.App");
        var data = Folders("CapX.Data");
        Assert.Empty(data.Except([.. app, .. OfDataOnly]));
        Assert.Empty(Folders("CapX.Tests").Except([.. app, .. data, "Infra", "Browser", "Attacks"]));
    }

    [Fact]
    public void No_folder_or_type_is_named_by_its_kind() => Assert.Empty(
        Folders("CapX.App").Concat(Folders("CapX.Data")).Where(f => f is "Services" or "Models" or "Helpers" or "Interfaces" or "Features")
            .Concat(Files("*.cs").Select(Path.GetFileNameWithoutExtension).OfType<string>().Where(f => KindSuffix.IsMatch(f))));

    [Fact]
    public void Each_query_and_each_command_has_a_file_of_its_own_name() =>
        Assert.DoesNotContain(Files("*.cs").Select(Relative).Where(f => f.StartsWith("CapX.Data/", StringComparison.Ordinal)), f =>
            QueryOrCommand.Matches(File.ReadAllText(PathOf(f))).Any(type => type.Groups["name"].Value != Path.GetFileName(f).Split('.')[0]));

    [Fact]
    public void Only_Database_names_the_driver() =>
        Assert.Equal(["CapX.Data/Core/Database.cs"], Having("using MySql", "CapX.App", "CapX.Data"));

    [Fact]
    public void The_app_names_no_type_of_the_database() =>
        Assert.Empty(Having(DatabaseType, "CapX.App"));

    [Fact]
    public void No_sql_selects_a_star() => Assert.Empty(Having(SelectStar, "CapX.App", "CapX.Data"));

    [Fact]
    public void Who_manages_an_organization_is_asked_in_one_place() =>
        Assert.Equal(["CapX.Data/Permissions/Managing.cs"], Having("standing = 'manager'", "CapX.Data"));

    [Fact]
    public void Sql_that_reads_people_asks_who_looks()
    {
        var reading = Having(ReadsPeople, "CapX.App", "CapX.Data").Where(f => !SeesEverybody.Keys.Any(known => f.StartsWith(known, StringComparison.Ordinal)));
        Assert.All(reading, f => Assert.Contains("PersonVisibility.", File.ReadAllText(Path.Combine(Root, f)), StringComparison.Ordinal));
    }

    [Fact]
    public void Only_pages_islands_and_the_shell_inject() => Assert.Empty(
        Files("*.razor").Where(f =>
            !f.EndsWith("Page.razor", StringComparison.Ordinal) && !f.EndsWith("Island.razor", StringComparison.Ordinal)
                && !Relative(f).StartsWith("CapX.App/Shell/", StringComparison.Ordinal))
            .Where(f => File.ReadAllText(f).Contains("@inject", StringComparison.Ordinal) || File.ReadAllText(f).Contains("[Inject]", StringComparison.Ordinal))
            .Select(Relative));

    [Fact]
    public void Every_message_key_in_use_is_in_English_and_documented()
    {
        var english = Keys("en");
        var documented = Keys("qqq");
        var used = Files("*.razor", "*.cs").Where(f => Relative(f).StartsWith("CapX.App/", StringComparison.Ordinal))
            .SelectMany(f => MessageKey.Matches(File.ReadAllText(f)).Select(m => m.Groups["key"].Value)).ToHashSet(StringComparer.Ordinal);
        Assert.NotEmpty(used);
        Assert.Empty(used.Except(english));
        Assert.Empty(used.Except(documented));
    }

    [Fact]
    public void Styles_use_logical_properties_and_tokens_only()
    {
        var wrong = from file in Files("*.css")
                    from line in File.ReadLines(file)
                    where PhysicalProperty.IsMatch(line) || RawColour.IsMatch(line) || RawSize.IsMatch(line)
                    select $"{Relative(file)}: {line.Trim()}";
        Assert.Empty(wrong);
    }

    [Fact]
    public void No_two_components_with_a_sheet_have_the_same_name() =>
        Assert.Empty(Files("*.razor.css").GroupBy(f => Path.GetFileName(f), StringComparer.OrdinalIgnoreCase).Where(same => same.Count() > 1)
            .Select(same => same.Key));

    [Fact]
    public void Markup_holds_no_style_and_no_script_of_its_own() => Assert.Empty(Having(InlineCode, "CapX.App"));

    /// <summary>The framework writes the full URL, including the query, into a form without an action, which would leak a secret in the query. The pages
    /// listed here have no secret in the query and need it.</summary>
    [Fact]
    public void Forms_beside_a_secret_say_where_they_go() => Assert.Equal(
        ["AddCapacityPage", "CurateCapacityPage", "NameCapacityPage", "ProposePage", "SuggestPage", "WelcomePage"],
        Having(FormWithoutAction, "CapX.App").Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal));

    [Fact]
    public void No_page_streams() => Assert.Empty(Having("StreamRendering", "CapX.App"));

    private static HashSet<string> Keys(string language)
    {
        using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(Root, "CapX.App/I18n/messages", language + ".json")));
        return [.. json.RootElement.EnumerateObject().Select(p => p.Name)];
    }

    private static IEnumerable<string> Having(string text, params string[] projects) => Having(new Regex(Regex.Escape(text)), projects);

    private static IEnumerable<string> Having(Regex pattern, params string[] projects) => Files("*.cs", "*.razor").Select(Relative)
        .Where(f => projects.Any(p => f.StartsWith(p + "/", StringComparison.Ordinal)) && pattern.IsMatch(File.ReadAllText(Path.Combine(Root, f))));

    internal static List<string> Folders(string project) =>
        [.. Directory.GetDirectories(Path.Combine(Root, project)).Select(d => Path.GetFileName(d))
            .Where(d => d is not ("bin" or "obj" or "node_modules" or "wwwroot" or "TestResults"))];

    private static IEnumerable<string> Files(params string[] patterns) =>
        from project in Projects
        from pattern in patterns
        from file in Directory.EnumerateFiles(Path.Combine(Root, project), pattern, SearchOption.AllDirectories)
        where !Generated.IsMatch(file)
        orderby file
        select file;

    /// <summary>All C# and Razor files.</summary>
    internal static IEnumerable<string> Code => Files("*.cs", "*.razor").Select(Relative);

    internal static string PathOf(string file) => Path.Combine(Root, file);

    private static string Relative(string file) => Path.GetRelativePath(Root, file).Replace('\\', '/');

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "CapX.Blazor.sln"))) folder = folder.Parent!;
        return folder.FullName;
    }

    [GeneratedRegex(@"/(bin|obj|node_modules|wwwroot/lib|wwwroot/_framework)/")]
    private static partial Regex Generated { get; }

    [GeneratedRegex("(Manager|Helper|Helpers|Service|Dto|Base|Util|Utils)$")]
    private static partial Regex KindSuffix { get; }

    [GeneratedRegex(@"^(public|internal) [a-z ]*class (?<name>\w+(Query|Command))\b", RegexOptions.Multiline)]
    private static partial Regex QueryOrCommand { get; }

    [GeneratedRegex(@"\b(DbConnection|DbTransaction|DbCommand|IDbConnection|MySqlConnection)\b|using Dapper|using System\.Data")]
    private static partial Regex DatabaseType { get; }

    [GeneratedRegex(@"SELECT\s+(\w+\.)?\*", RegexOptions.IgnoreCase)]
    private static partial Regex SelectStar { get; }

    [GeneratedRegex(@"\b(FROM|JOIN)\s+person\b")]
    private static partial Regex ReadsPeople { get; }

    [GeneratedRegex(@"\b[Mm](essages)?\[""(?<key>[a-z0-9-]+)""")]
    private static partial Regex MessageKey { get; }

    [GeneratedRegex(@"(^|[;{\s])((margin|padding|border)-(left|right|top|bottom)|left|right|top|bottom|(min-|max-)?(width|height)|"
        + @"text-align:\s*(left|right)|float)\s*:")]
    private static partial Regex PhysicalProperty { get; }

    [GeneratedRegex(@"#[0-9a-fA-F]{3,8}\b|\b(rgb|rgba|hsl)\(")]
    private static partial Regex RawColour { get; }

    // 1px is allowed because hairlines have no token.
    [GeneratedRegex(@"(?<!\w)(?!1px)\d*\.?\d+(px|rem|em)\b(?!\)\s*\{)")]
    private static partial Regex RawSize { get; }

    [GeneratedRegex(@"<form (?![^>]*\baction=)[^>]*@formname")]
    private static partial Regex FormWithoutAction { get; }

    [GeneratedRegex(@"\sstyle=""|<style|<script(?![^>]*\ssrc=)|\son(click|load|change|submit)=")]
    private static partial Regex InlineCode { get; }
}
