using CapX.Data;
using Xunit;

namespace CapX.Tests;

public sealed class CodeTreeTests
{
    private static readonly CodeTree Tree = new(
    [
        Entry("019", "001"), Entry("001", null), Entry("005", "019"), Entry("BR", "005"), Entry("002", "001"),
    ]);

    private static CodeEntry Entry(string code, string? parent) =>
        new() { Position = 0, Code = code, Parent = parent, Names = new Dictionary<string, string> { ["en"] = $"Name of {code}" } };

    [Fact]
    public void Finds_a_code_in_any_case() => Assert.Equal("BR", Tree.Find("br")?.Code);

    [Fact]
    public void Holds_everything_below_an_entry_in_one_run_of_positions() =>
        Assert.Equal(["019", "005", "BR"], Tree.Entries.ToArray()[Tree.SelfAndDescendants(Tree["019"].Position)].Select(e => e.Code));

    [Fact]
    public void Gives_the_path_from_the_root_down() => Assert.Equal(["001", "019", "005", "BR"], Tree.Path(Tree["BR"]).Select(e => e.Code));

    [Fact]
    public void Refuses_a_parent_that_is_missing() => Assert.Throws<ArgumentException>(() => new CodeTree([Entry("BR", "005")]));
}
