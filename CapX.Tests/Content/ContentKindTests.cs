using System.Text.RegularExpressions;
using CapX.Data.Content;
using CapX.Tests.Infra;
using Xunit;

namespace CapX.Tests.Content;

/// <summary>Every column with people's words belongs to a kind of content, so that moderators see what is reported and words are looked for in it.</summary>
[Collection(SharedDatabase.Name)]
public sealed partial class ContentKindTests(DatabaseFixture data)
{
    private const string ColumnsSql = """
        SELECT CONCAT(table_name, '.', column_name) FROM information_schema.columns
         WHERE table_schema = DATABASE() AND character_set_name = 'utf8mb4' AND data_type IN ('varchar', 'text', 'mediumtext')
         ORDER BY table_name, column_name
        """;

    /// <summary>Text columns that no kind declares, each with the reason.</summary>
    private static readonly Dictionary<string, string> Exceptions = new(StringComparer.Ordinal)
    {
        ["appeal.text"] = "To moderators only.",
        ["capacity_change.after_facts"] = "Words of curators about the tree.",
        ["capacity_change.before_facts"] = "Words of curators about the tree.",
        ["capacity_moved.note"] = "A copy of a note, kept for an undo.",
        ["capacity_moved.target_note"] = "A copy of a note, kept for an undo.",
        ["capacity_name.description"] = "Words of curators about the tree.",
        ["capacity_name.name"] = "Words of curators about the tree.",
        ["capacity_suggestion.word"] = "An answer of a curator to one person.",
        ["case_note.text"] = "Between moderators.",
        ["catalogue.name"] = "A copy for search.",
        ["catalogue.words"] = "A copy for search.",
        ["data_protection_key.xml"] = "Made by the program.",
        ["draft.body"] = "Only its author reads it.",
        ["event.joining_link"] = "An address for those who are registered.",
        ["event_learned.event_title"] = "A copy of a title.",
        ["flag_word.folded"] = "Words of moderators.",
        ["flag_word.word"] = "Words of moderators.",
        ["language.autonym"] = "Reference data.",
        ["listing.link_key"] = "Computed from the link.",
        ["log_reason.text"] = "Words of moderators.",
        ["name_skeleton.skeleton"] = "Computed from a name.",
        ["notice.name"] = "A copy of a name, or a role.",
        ["notice.word"] = "Words of a curator to one person.",
        ["organization.meta_page"] = "A title on Meta-Wiki, which moderates it.",
        ["organization.slug"] = "Confirmed by curators.",
        ["organization_change.form"] = "Former texts, for those who manage the organization.",
        ["person.display_name_hidden"] = "Only its owner reads it.",
        ["reference_name.name"] = "Reference data.",
        ["report.text"] = "To moderators only.",
        ["report_evidence.parts"] = "A copy for moderators.",
    };

    [Fact]
    public async Task Every_column_with_words_belongs_to_a_kind_or_is_an_exception()
    {
        var declared = ContentKind.All.SelectMany(Columns).ToHashSet(StringComparer.Ordinal);
        var columns = await data.QueryAsync<string>(ColumnsSql);
        Assert.Equal("", string.Join(", ", columns.Except(declared).Except(Exceptions.Keys)));
        Assert.Equal("", string.Join(", ", Exceptions.Keys.Except(columns)));
        Assert.Equal("", string.Join(", ", Exceptions.Keys.Intersect(declared)));
    }

    [Fact]
    public async Task Each_kind_has_a_table_whose_rows_end_with_their_content()
    {
        var tables = await data.QueryAsync<string>("""
            SELECT table_name FROM information_schema.referential_constraints
             WHERE constraint_schema = DATABASE() AND referenced_table_name = 'content' AND delete_rule = 'CASCADE'
            """);
        Assert.Empty(ContentKind.All.Select(kind => kind.Table).Except(tables));
    }

    private static IEnumerable<string> Columns(ContentKind kind) =>
        from part in $"{kind.PartsSql} UNION ALL {kind.BesideSql("@id")}".Split("UNION ALL")
        let column = TextColumn.Match(part)
        where column.Success
        let table = Regex.Match(part, $@"(?:FROM|JOIN) (?<table>\w+) {column.Groups["alias"].Value}\b").Groups["table"].Value
        select $"{table}.{column.Groups["name"].Value}";

    [GeneratedRegex(@"SELECT '[a-z]+'(?: AS \w+)?, (?<alias>\w+)\.(?<name>\w+)")]
    private static partial Regex TextColumn { get; }
}
