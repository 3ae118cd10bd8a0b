using System.Text.RegularExpressions;
using Xunit;

namespace CapX.Tests;

/// <summary>Checks the direction between the rooms (folders) of CapX.Data, as CONTRIBUTING.md describes it. Reads the using lines.</summary>
public sealed partial class DirectionTests
{
    private static readonly string[][] Below = [["Core", "Text", "Vocabulary"], ["Content", "Permissions"], ["Editing", "Index", "Notices", "Search"]];
    private static readonly string[][] Above = [["Insights", "Moderation", "Privacy"], ["Bench", "Verbs"]];

    /// <summary>Every other room is a feature.</summary>
    private static readonly string[] Features = [.. HouseTests.Folders("CapX.Data").Except(Below.Concat(Above).SelectMany(floor => floor))];

    /// <summary>From bottom to top. A room uses only floors below its own. Core, Text and Vocabulary share the namespace CapX.Data.</summary>
    private static readonly string[][] Floors = [.. Below, Features, .. Above];

    /// <summary>The rooms that each room may use from its own floor.</summary>
    private static readonly Dictionary<string, string[]> Neighbours = new(StringComparer.Ordinal)
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
    };

    public static TheoryData<string> Rooms => [.. Uses().Keys];

    [Theory]
    [MemberData(nameof(Rooms))]
    public void A_room_uses_only_what_is_below_it(string room)
    {
        var floor = FloorOf(room);
        var notBelow = Uses()[room].Where(used => FloorOf(used) >= floor);
        Assert.Empty(notBelow.Except(Neighbours.GetValueOrDefault(room) ?? []));
    }

    [Fact]
    public void No_permission_to_use_another_room_is_left_over()
    {
        var uses = Uses();
        foreach (var (room, others) in Neighbours)
            Assert.Empty(others.Except(uses.GetValueOrDefault(room) ?? []).Select(other => $"{room} → {other}"));
    }

    [Fact]
    public void Every_folder_of_the_data_layer_is_a_room() =>
        Assert.Equal(Floors.SelectMany(floor => floor).Order(StringComparer.Ordinal), Uses().Keys.Order(StringComparer.Ordinal));

    /// <summary>They know content only through ContentKind.</summary>
    [Theory]
    [InlineData("Moderation")]
    [InlineData("Notices")]
    [InlineData("Search")]
    public void What_works_on_all_content_uses_no_feature(string room) => Assert.Empty(Uses()[room].Intersect(Features));

    private static int FloorOf(string room) => Array.FindIndex(Floors, floor => floor.Contains(room));

    /// <summary>For each room, the other rooms that its using lines name.</summary>
    private static SortedDictionary<string, SortedSet<string>> Uses()
    {
        var uses = new SortedDictionary<string, SortedSet<string>>(StringComparer.Ordinal);
        foreach (var file in HouseTests.Code.Where(file => InRoom.IsMatch(file)))
        {
            var room = InRoom.Match(file).Groups["room"].Value;
            var used = uses.TryGetValue(room, out var known) ? known : uses[room] = new SortedSet<string>(StringComparer.Ordinal);
            var names = UsingLine.Matches(File.ReadAllText(HouseTests.PathOf(file))).Select(line => line.Groups["room"].Value);
            used.UnionWith(names.Where(name => name != room && FloorOf(name) >= 0));
        }
        return uses;
    }

    [GeneratedRegex(@"^CapX\.Data/(?<room>\w+)/")]
    private static partial Regex InRoom { get; }

    [GeneratedRegex(@"^using (static )?CapX\.Data\.(?<room>\w+)", RegexOptions.Multiline)]
    private static partial Regex UsingLine { get; }
}
