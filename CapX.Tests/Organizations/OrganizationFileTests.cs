using System.Text;
using CapX.App.Verbs;
using Xunit;

namespace CapX.Tests.Organizations;

/// <summary>Lists of organizations as spreadsheets and editors save them. CapX reads a file, or refuses it with the line, the problem and a remedy.</summary>
public sealed class OrganizationFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("capx-file").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    public static TheoryData<string, byte[]> Readable => new()
    {
        { "UTF-8", Encoding.UTF8.GetBytes("name,type\nCafé,chapter\n") },
        { "UTF-8 with a mark", [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes("name,type\nCafé,chapter\n")] },
        { "UTF-16, little end first", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("name\ttype\r\nCafé\tchapter\r\n")] },
        { "UTF-16, big end first", [0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes("name;type\r\nCafé;chapter\r\n")] },
        { "semicolons", Encoding.UTF8.GetBytes("name;type\nCafé;chapter\n") },
        { "tabs", Encoding.UTF8.GetBytes("name\ttype\nCafé\tchapter\n") },
        { "what Excel writes above", Encoding.UTF8.GetBytes("sep=;\r\nname;type\r\nCafé;chapter\r\n") },
        { "another sign that Excel names", Encoding.UTF8.GetBytes("SEP=|\nname|type\nCafé|chapter\n") },
        { "lines of an old Mac", Encoding.UTF8.GetBytes("name,type\rCafé,chapter\r") },
        { "no end of the last line", Encoding.UTF8.GetBytes("name,type\r\nCafé,chapter") },
        { "commas at the end", Encoding.UTF8.GetBytes("name,type,,,\nCafé,chapter,,,\n") },
        { "commas at the end of some lines", Encoding.UTF8.GetBytes("name,type,\nCafé,chapter\n") },
        { "more commas than the header", Encoding.UTF8.GetBytes("name,type\nCafé,chapter,,,,\n") },
        { "lines of commas", Encoding.UTF8.GetBytes(",,,\nname,type\n,,,,,,\n , \nCafé,chapter\n,\n\n\"\",\"\"\n") },
        { "semicolons alone", Encoding.UTF8.GetBytes(";;;\nname;type;;\n;;;\nCafé;chapter;;\n;;;\n") },
        { "blanks around", Encoding.UTF8.GetBytes("  name , \"type\" \n \"Café\" ,\tchapter\n") },
    };

    [Theory]
    [MemberData(nameof(Readable))]
    public void Is_read_as_it_comes(string what, byte[] bytes)
    {
        var form = Assert.Single(Read(bytes)).Form;
        Assert.True(form is { Names: [("en", "Café")], Type: "chapter" }, $"{what}: {string.Join(" ", form?.Names ?? [])} {form?.Type}");
    }

    public static TheoryData<byte[], string[]> Refused => new()
    {
        { Latin("name,type\nSample,chapter\nCafé,chapter\n"), ["line 3", "0xE9", "Windows-1252", "“é”", "UTF-8"] },
        { Latin("name,type\r\n\"two\r\nlines\",chapter\r\nMünchen,chapter\r\n"), ["line 4", "0xFC", "“ü”"] },
        { Latin("name,type\rSample,chapter\rEl Niño,chapter\r"), ["line 3", "0xF1", "“ñ”"] },
        { [.. Encoding.UTF8.GetBytes("name,type\n“Café” "), 0x93, (byte)'x', 0x94], ["line 2", "0x93", "““”"] },
        { [.. Encoding.UTF8.GetBytes("name,type\nSample "), 0x81, (byte)'x'], ["line 2", "0x81", "another encoding"] },
        { [.. Encoding.UTF8.GetBytes("name,type\nSample "), 0xC0, 0xAF], ["line 2", "0xC0"] },
        { [.. Encoding.UTF8.GetBytes("name,type\nCaf"), 0xC3], ["line 2", "cut off"] },
        { Encoding.Unicode.GetBytes("name,type\nCafé,chapter\n"), ["UTF-16", "byte order mark", "UTF-8"] },
        { Encoding.BigEndianUnicode.GetBytes("name;type\nCafé;chapter\n"), ["UTF-16", "byte order mark"] },
        { [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("name,type\nCafé,chapter\n"), 0x41], ["line 3", "UTF-16", "cut off"] },
        { [0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes("name,type\nCaf"), 0xD8, 0x3D, 0, 0x41], ["line 2", "half of a UTF-16 surrogate pair"] },
        { [0xFF, 0xFE, 0, 0, 0x6E, 0, 0, 0], ["UTF-32"] },
        { [0x50, 0x4B, 0x03, 0x04, 0x14], ["spreadsheet", "CSV UTF-8"] },
        { [0x25, 0x50, 0x44, 0x46, 0x2D], ["PDF"] },
        { Encoding.UTF8.GetBytes("name,type\nSample,chapter\nA\0B,chapter\n"), ["line 3", "NUL"] },
        { Encoding.UTF8.GetBytes("name,type\nCaf\uFFFD,chapter\n"), ["line 2", "U+FFFD", "lost"] },
        { Encoding.UTF8.GetBytes("name,type,name\na,b,c\n"), ["line 1", "name", "twice"] },
        { Encoding.UTF8.GetBytes("\n,,\nname;type;type\na;b;c\n"), ["line 3", "type", "twice"] },
        { Encoding.UTF8.GetBytes("name,name:en\na,b\n"), ["line 1", "name and name:en", "twice"] },
        { Encoding.UTF8.GetBytes("name:fr,name:FR\na,b\n"), ["line 1", "name:fr and name:FR", "twice"] },
        { Encoding.UTF8.GetBytes("name,,type\na,b,c\n"), ["line 1", "column 2", "no name"] },
        { Encoding.UTF8.GetBytes("name|type\na|b\n"), ["line 1", "name|type", "semicolons or tabs", "metaPage"] },
        { Encoding.UTF8.GetBytes("Sample,chapter\n"), ["line 1", "Sample, chapter", "aboutLanguage"] },
        { Encoding.UTF8.GetBytes("\n\"name,type\na,b\n"), ["line 2", "header", "not closed"] },
        { Encoding.UTF8.GetBytes("\"name\"x,type\na,b\n"), ["line 1", "header", "follows the quotation mark"] },
        { [], ["empty", "names the columns"] },
        { Encoding.UTF8.GetBytes(",,,\n\n \n;;\n\t,\n"), ["empty"] },
        { Encoding.UTF8.GetBytes("\uFEFF\r\n,,\r\n"), ["empty"] },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void Is_refused_before_anything_is_written(byte[] bytes, string[] said)
    {
        var message = Assert.Throws<UsageException>(() => Read(bytes)).Message;
        Assert.Contains(_folder, message, StringComparison.Ordinal);
        Assert.All(said, part => Assert.Contains(part, message, StringComparison.Ordinal));
    }

    [Fact]
    public void Each_line_that_cannot_be_read_says_which_it_is_and_why()
    {
        var lines = Read(Encoding.UTF8.GetBytes("name,type,about\r\nOne,chapter\r\nTwo,chapter,\"over\r\nthree\nlines\"\r\nThree,chapter,a,b\r\n"
            + "\"Four\"x,chapter,\r\nFive,chapter,\r\n\"Six,chapter,\r\nSeven,chapter,\r\n"));
        Assert.Equal([2, 3, 6, 7, 8, 9], lines.Select(line => line.Number));
        Assert.Equal([true, false, true, true, false, true], lines.Select(line => line.Form is null));
        Assert.Equal("over\nthree\nlines", lines[1].Form!.About);
        Assert.Contains("has 2 cells, but the header has 3", lines[0].Problem, StringComparison.Ordinal);
        Assert.Contains("has 4 cells, but the header has 3", lines[2].Problem, StringComparison.Ordinal);
        Assert.Contains("on line 7, text follows the quotation mark that closes cell 1", lines[3].Problem, StringComparison.Ordinal);
        Assert.Contains("opens cell 1 on line 9 is not closed", lines[5].Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_in_a_cell_stands_in_quotation_marks_where_semicolons_part_the_cells()
    {
        var lines = Read(Encoding.UTF8.GetBytes("name;type;territories\nSample;chapter;\"GH;NG\"\nOther;chapter;GH;NG\n"));
        Assert.Equal(["GH", "NG"], lines[0].Form!.Territories);
        Assert.Contains("has 4 cells", lines[1].Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cell_of_five_million_letters_is_one_cell()
    {
        var long_ = new string('é', 5_000_000);
        Assert.Equal(long_, Assert.Single(Read(Encoding.UTF8.GetBytes($"name,type\n\"{long_}\",chapter\n"))).Form!.Names[0].Name);
    }

    [Fact]
    public void More_than_anybody_lists_is_refused() =>
        Assert.Contains("larger than 64 MB", Assert.Throws<UsageException>(() => Read(new byte[64 * 1024 * 1024 + 1])).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("{\"name\":\"Caf\u00e9\",\"type\":\"chapter\"}\r{\"name\":\"Caf\u00e9\"}", 2)]
    [InlineData("\uFEFF{\"name\":\"Caf\u00e9\"}\n\n", 1)]
    public void Lines_of_json_are_read_as_they_come(string json, int count) =>
        Assert.All(Read(Encoding.UTF8.GetBytes(json), "a.jsonl", count), line => Assert.Equal("Café", line.Form!.Names[0].Name));

    [Theory]
    [InlineData("[")]
    [InlineData("{\"name\":\"a\",")]
    [InlineData("{\"name\":{\"en\":\"a\"}}")]
    [InlineData("{\"name\":\"a\\ud800\"}")]
    [InlineData("{\"\\udc00\":\"a\"}")]
    [InlineData("{\"name\":\"a\",\"name\":\"b\"}")]
    [InlineData("{\"kind\":\"a\"}")]
    public void A_line_that_is_no_object_says_so(string json)
    {
        var line = Read(Encoding.UTF8.GetBytes($"\n{json}\n"), "a.jsonl", 1)[0];
        Assert.Equal(2, line.Number);
        Assert.NotNull(line.Problem);
    }

    [Theory]
    [InlineData("missing.csv", "no file")]
    [InlineData("", "cannot be read")]
    [InlineData("missing/missing.csv", "no file")]
    [InlineData("a\0b.csv", "cannot be read")]
    [InlineData(".", "folder")]
    [InlineData("a.json", "JSON")]
    public void What_cannot_be_opened_is_said_in_a_sentence(string name, string said) =>
        Assert.Contains(said, Assert.Throws<UsageException>(() => OrganizationFile.Read(name.Length > 0 ? Path.Combine(_folder, name) : name)).Message,
            StringComparison.Ordinal);

    [Fact]
    public async Task The_verb_refuses_a_file_before_it_asks_for_a_database() =>
        Assert.Contains("no file",
            (await Assert.ThrowsAsync<UsageException>(() => ImportVerb.RunAsync(["organizations", Path.Combine(_folder, "none.csv"), "--dry-run"]))).Message,
            StringComparison.Ordinal);

    private static byte[] Latin(string text) => Encoding.Latin1.GetBytes(text);

    private List<OrganizationLine> Read(byte[] bytes, string name = "a.csv", int? count = null)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllBytes(path, bytes);
        var lines = OrganizationFile.Read(path).ToList();
        if (count is { } wanted) Assert.Equal(wanted, lines.Count);
        return lines;
    }
}
