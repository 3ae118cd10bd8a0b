using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace CapX.App.Verbs;

/// <summary>Reads a text file given by an operator. An invalid file is rejected with the line, the probable encoding and what to do.</summary>
internal static class TextFile
{
    private const int Megabyte = 1024 * 1024;
    private const int LargestMegabytes = 64;
    private const string SaveAgain = "Save it as UTF-8 (in a spreadsheet: “CSV UTF-8”), and try again.";

    // Signatures of files that are often mistaken for text.
    private static readonly (byte[] Start, string What)[] OtherFiles =
    [
        ([0x50, 0x4B, 0x03, 0x04], "a zip archive or a spreadsheet (.xlsx, .ods)"),
        ([0xD0, 0xCF, 0x11, 0xE0], "an old spreadsheet (.xls)"),
        ([0x25, 0x50, 0x44, 0x46], "a PDF document"),
        ([0x1F, 0x8B], "compressed (gzip)"),
        ([0xFF, 0xFE, 0x00, 0x00], "in UTF-32"),
        ([0x00, 0x00, 0xFE, 0xFF], "in UTF-32"),
    ];

    private static readonly Encoding Windows = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    /// <summary>Reads the text without byte order mark.</summary>
    /// <exception cref="UsageException">The file cannot be read, is too large, or is not valid text.</exception>
    public static string Read(string path)
    {
        if (Directory.Exists(path)) throw new UsageException($"{path} is a folder. Give the path of a file in it.");
        try
        {
            using var file = File.OpenRead(path);
            using var bytes = new MemoryStream();
            var part = new byte[Megabyte];
            while (file.Read(part) is > 0 and var count)
            {
                if (bytes.Length + count > LargestMegabytes * Megabyte)
                    throw new UsageException($"{path} is larger than {LargestMegabytes} MB. Split it into smaller files, each with the header.");
                bytes.Write(part, 0, count);
            }
            return Decode(bytes.GetBuffer().AsSpan(0, (int)bytes.Length), path);
        }
        catch (Exception problem) when (problem is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new UsageException($"There is no file {path}. Check the name and the current folder: {Environment.CurrentDirectory}");
        }
        catch (UnauthorizedAccessException)
        {
            throw new UsageException($"{path} cannot be read: this account does not have permission. Allow it with: chmod a+r {path}");
        }
        catch (Exception problem) when (problem is IOException or ArgumentException or NotSupportedException)
        {
            throw new UsageException($"{path} cannot be read: {problem.Message}");
        }
    }

    /// <summary>Decodes UTF-8 with or without byte order mark, or UTF-16 with one.</summary>
    /// <exception cref="UsageException">The bytes are not valid text.</exception>
    internal static string Decode(ReadOnlySpan<byte> bytes, string path)
    {
        foreach (var (start, what) in OtherFiles)
            if (bytes.StartsWith(start))
                throw new UsageException($"{path} is {what}, not a text file in UTF-8. {SaveAgain}");
        var text = bytes switch
        {
            [0xEF, 0xBB, 0xBF, ..] => Utf8Text(bytes[3..], path),
            [0xFF, 0xFE, ..] => Utf16Text(bytes[2..], isBigEndian: false),
            [0xFE, 0xFF, ..] => Utf16Text(bytes[2..], isBigEndian: true),
            [not 0, 0, not 0, 0, ..] or [0, not 0, 0, not 0, ..] =>
                throw new UsageException($"{path} looks like UTF-16 without a byte order mark, so it cannot be decoded reliably. {SaveAgain}"),
            _ => Utf8Text(bytes, path),
        };
        CheckCharacters(text, path);
        return text;
    }

    private static string Utf8Text(ReadOnlySpan<byte> bytes, string path)
    {
        // A text never has more UTF-16 code units than UTF-8 bytes.
        var text = new char[bytes.Length];
        var status = Utf8.ToUtf16(bytes, text, out var read, out var written, replaceInvalidSequences: false, isFinalBlock: false);
        if (status == OperationStatus.Done) return new string(text, 0, written);
        var line = Line(text.AsSpan(0, written));
        if (status == OperationStatus.NeedMoreData)
            throw new UsageException($"{path}, line {line}: the file ends in the middle of a character. "
                + $"It was cut off, or it is not UTF-8. Get the whole file. {SaveAgain}");
        var letter = Windows.GetString(bytes.Slice(read, 1));
        var encoding = char.IsControl(letter[0]) ? "The file is in another encoding."
            : $"In Windows-1252 this byte is “{letter}”, so the file is probably in that encoding or in another single-byte encoding.";
        var found = $"0x{bytes[read].ToString("X2", CultureInfo.InvariantCulture)}";
        throw new UsageException($"{path}, line {line}: the byte {found} is not UTF-8. {encoding} {SaveAgain}");
    }

    /// <summary>Keeps unpaired surrogates. They are reported later, with their line.</summary>
    private static string Utf16Text(ReadOnlySpan<byte> bytes, bool isBigEndian)
    {
        // A single byte at the end becomes an unpaired surrogate.
        var text = new char[(bytes.Length + 1) / 2];
        for (var at = 0; at < bytes.Length / 2; at++)
        {
            var unit = bytes.Slice(2 * at, 2);
            text[at] = (char)(isBigEndian ? BinaryPrimitives.ReadUInt16BigEndian(unit) : BinaryPrimitives.ReadUInt16LittleEndian(unit));
        }
        if (bytes.Length % 2 == 1) text[^1] = '\uD800';
        return new string(text);
    }

    private static void CheckCharacters(string text, string path)
    {
        for (var at = 0; at < text.Length; at++)
        {
            if (!char.IsSurrogate(text[at]) && text[at] is not ('\0' or '\uFFFD')) continue;
            if (char.IsHighSurrogate(text[at]) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]))
            {
                at++;
                continue;
            }
            var line = Line(text.AsSpan(0, at));
            throw new UsageException(text[at] switch
            {
                '\0' => $"{path}, line {line}: there is a NUL character (0x00). The file is damaged, or it is not a text file. {SaveAgain}",
                '\uFFFD' => $"{path}, line {line}: a character was lost when the file was converted from another encoding. "
                    + $"“\uFFFD” (U+FFFD) is in its place. Use the file from before the conversion. {SaveAgain}",
                _ => $"{path}, line {line}: there is half of a UTF-16 surrogate pair. The file was cut off or is damaged. Get the whole file. {SaveAgain}",
            });
        }
    }

    /// <summary>Returns the number of the line after this text, counted as by <see cref="TextReader.ReadLine"/>.</summary>
    private static int Line(ReadOnlySpan<char> before)
    {
        var line = 1;
        for (var at = 0; at < before.Length; at++)
            if (before[at] == '\n' || (before[at] == '\r' && (at + 1 == before.Length || before[at + 1] != '\n')))
                line++;
        return line;
    }
}
