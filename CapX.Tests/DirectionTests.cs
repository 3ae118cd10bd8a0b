using System.Text.RegularExpressions;
using Xunit;

namespace CapX.Tests;

/// <summary>Checks the direction between the rooms (folders) of CapX.Data and of CapX.App, as CONTRIBUTING.md describes it. Reads the using lines, and names
/// that begin with a room. What has the namespace of the project, such as the classes of addresses, may be used by all.</summary>
public sealed partial class DirectionTests
{
    private const string Data = "CapX.Data";
    private const string App = "CapX.App";

    /// <summary>From bottom to top. A room uses only floors below its own. Core, Text and Vocabulary share the namespace CapX.Data, and Core of the app has
    /// the namespace CapX.App.</summary>
    private static readonly Dictionary<string, string[][]> Floors = new(StringComparer.Ordinal)
    {
        [Data] = WithFeatures(Data, [["Core", "Text", "Vocabulary"], ["Content", "Permissions"], ["Editing", "Index", "Notices", "Search"]],
            [["Insights", "Moderation", "Privacy"], ["Bench", "Verbs"]]),
        [App] = WithFeatures(App,
            [["Core"], ["Codex", "I18n"], ["Wiki"], ["SignIn"], ["Shell"], ["Editing", "Notices", "Permissions", "Search"]],
            [["Insights", "Moderation", "Privacy"], ["Home"], ["Bench", "PracticeWiki", "Verbs"]]),
    };

    private static readonly string[] Features = Floors[Data][3];

    /// <summary>The rooms that each room may use from its own floor.</summary>
    private static readonly Dictionary<string, Dictionary<string, string[]>> Neighbours = new(StringComparer.Ordinal)
    {
        [Data] = new(StringComparer.Ordinal)
        {
            ["Bench"] = ["Verbs"],
            ["Events"] = ["Organizations", "People"],
            ["Exchanges"] = ["Listings", "Organizations", "People"],
            ["Listings"] = ["Organizations", "People"],
            ["Matches"] = ["People"],
            ["Organizations"] = ["Events", "Exchanges", "Listings", "People"],
            ["Privacy"] = ["Moderation"],
            ["SignIn"] = ["People"],
            ["Wiki"] = ["Exchanges"],
        },
        [App] = new(StringComparer.Ordinal)
        {
            ["Bench"] = ["Verbs"],
            ["Capacities"] = ["People"],
            ["Events"] = ["People"],
            ["Exchanges"] = ["People"],
            ["Listings"] = ["People"],
            ["Matches"] = ["People"],
            ["Organizations"] = ["Events", "Listings", "People"],
            ["Search"] = ["Editing"],
            ["Verbs"] = ["PracticeWiki"],
        },
    };

    private static readonly HashSet<string> Code = [.. HouseTests.Code];
    private static readonly Dictionary<string, SortedDictionary<string, SortedSet<string>>> Uses =
        new(StringComparer.Ordinal) { [Data] = UsesIn(Data), [App] = UsesIn(App) };

    public static TheoryData<string, string> Rooms
    {
        get
        {
            var rooms = new TheoryData<string, string>();
            foreach (var (project, uses) in Uses)
                foreach (var room in uses.Keys)
                    rooms.Add(project, room);
            return rooms;
        }
    }

    [Theory]
    [MemberData(nameof(Rooms))]
    public void A_room_uses_only_what_is_below_it(string project, string room)
    {
        var floor = FloorOf(project, room);
        var notBelow = Uses[project][room].Where(used => FloorOf(project, used) >= floor);
        Assert.Empty(notBelow.Except(Neighbours[project].GetValueOrDefault(room) ?? []));
    }

    [Theory]
    [InlineData(Data)]
    [InlineData(App)]
    public void No_permission_to_use_another_room_is_left_over(string project)
    {
        foreach (var (room, others) in Neighbours[project])
            Assert.Empty(others.Except(Uses[project].GetValueOrDefault(room) ?? []).Select(other => $"{room} → {other}"));
    }

    [Theory]
    [InlineData(Data)]
    [InlineData(App)]
    public void Every_folder_is_a_room(string project) =>
        Assert.Equal(Floors[project].SelectMany(floor => floor).Order(StringComparer.Ordinal), Uses[project].Keys.Order(StringComparer.Ordinal));

    /// <summary>They know content only through ContentKind.</summary>
    [Theory]
    [InlineData("Moderation")]
    [InlineData("Notices")]
    [InlineData("Search")]
    public void What_works_on_all_content_uses_no_feature(string room) => Assert.Empty(Uses[Data][room].Intersect(Features));

    [Fact]
    public void No_two_rooms_of_the_app_use_each_other() => Assert.Empty(
        from use in Uses[App]
        from other in use.Value
        where string.CompareOrdinal(use.Key, other) < 0 && Uses[App][other].Contains(use.Key)
        select $"{use.Key} and {other}");

    /// <summary>Otherwise the using lines of markup would not show what it uses.</summary>
    [Fact]
    public void The_imports_of_all_markup_name_only_the_lowest_rooms() =>
        Assert.All(Named(App, "CapX.App/_Imports.razor"), room => Assert.InRange(FloorOf(App, room), 0, 1));

    /// <summary>Every other room is a feature.</summary>
    private static string[][] WithFeatures(string project, string[][] below, string[][] above) =>
        [.. below, [.. HouseTests.Folders(project).Except(below.Concat(above).SelectMany(floor => floor))], .. above];

    private static int FloorOf(string project, string room) => Array.FindIndex(Floors[project], floor => floor.Contains(room));

    /// <summary>For each room, the other rooms that its files name.</summary>
    private static SortedDictionary<string, SortedSet<string>> UsesIn(string project)
    {
        var uses = new SortedDictionary<string, SortedSet<string>>(StringComparer.Ordinal);
        foreach (var file in Code)
        {
            if (InRoom.Match(file) is not { Success: true } place || place.Groups["project"].Value != project) continue;
            var room = place.Groups["room"].Value;
            var used = uses.TryGetValue(room, out var known) ? known : uses[room] = new SortedSet<string>(StringComparer.Ordinal);
            used.UnionWith(Named(project, file).Where(name => name != room));
        }
        return uses;
    }

    private static IEnumerable<string> Named(string project, string file)
    {
        var text = File.ReadAllText(HouseTests.PathOf(file));
        var lines = UsingLine.Matches(text).Where(line => line.Groups["project"].Value == project);
        // A property can have the name of a room. So the second word must be a file of it.
        var names = RoomAndType.Matches(text).Where(name => $"{project}/{name.Groups["room"].Value}/{name.Groups["type"].Value}" is var type
            && (Code.Contains($"{type}.cs") || Code.Contains($"{type}.razor")));
        return lines.Concat(names).Select(name => name.Groups["room"].Value).Where(name => FloorOf(project, name) >= 0);
    }

    [GeneratedRegex(@"^(?<project>CapX\.\w+)/(?<room>\w+)/")]
    private static partial Regex InRoom { get; }

    [GeneratedRegex(@"^@?using (static )?(?<project>CapX\.\w+)\.(?<room>\w+)", RegexOptions.Multiline)]
    private static partial Regex UsingLine { get; }

    [GeneratedRegex(@"(?<![\w.])(CapX\.(App|Data)\.)?(?<room>[A-Z]\w+)\.(?<type>[A-Z]\w+)")]
    private static partial Regex RoomAndType { get; }
}
