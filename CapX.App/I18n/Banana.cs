using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace CapX.App.I18n;

/// <summary>A parsed message in banana format ($1, PLURAL, GENDER). Malformed parts stay as written.</summary>
internal sealed partial class Banana
{
    // Maximum nesting. No language needs more. Each level costs stack, and an unclosed one parses the rest of the message again.
    private const int Deepest = 8;

    private readonly PluralRules _plurals;
    private readonly Node[] _nodes;

    // Most messages are plain text.
    private readonly Piece[]? _plain;

    /// <param name="source">The message as written in the file.</param>
    /// <param name="plurals">The plural rules of the message's language.</param>
    public Banana(string source, PluralRules plurals)
    {
        _plurals = plurals;
        var at = 0;
        _nodes = Parse(source, ref at, depth: 0);
        if (_nodes is [Text only]) _plain = [new Piece(only.Content, IsArgument: false)];
    }

    /// <summary>True when every function is known and closed. Used by tests. Visitors see malformed parts as text.</summary>
    public bool IsWellFormed { get; private set; } = true;

    /// <summary>The numbers of all arguments in the message.</summary>
    public SortedSet<int> Arguments { get; } = [];

    /// <summary>Returns the pieces of the message in order: literal texts and arguments.</summary>
    public IReadOnlyList<Piece> Pieces(object?[] arguments)
    {
        if (_plain is not null) return _plain;
        var pieces = new List<Piece>();
        Write(_nodes, arguments, pieces);
        return pieces;
    }

    private void Write(Node[] nodes, object?[] arguments, List<Piece> pieces)
    {
        foreach (var node in nodes)
        {
            switch (node)
            {
                case Text text: pieces.Add(new Piece(text.Content, IsArgument: false)); break;
                case Argument { Number: var number } when number <= arguments.Length: pieces.Add(new Piece(arguments[number - 1], IsArgument: true)); break;
                case Argument missing: pieces.Add(new Piece($"${missing.Number}", IsArgument: false)); break;
                case Function function: Write(Choose(function, arguments), arguments, pieces); break;
            }
        }
    }

    private Node[] Choose(Function function, object?[] arguments)
    {
        var subject = new List<Piece>();
        Write(function.Subject, arguments, subject);
        var value = subject is [{ IsArgument: true } only] ? only.Content : string.Concat(subject.Select(piece => piece.Content));
        return function.IsPlural ? Plural(PluralNumber.From(value), function.Forms) : Gender(value as string, function.Forms);
    }

    private Node[] Plural(PluralNumber? number, Form[] forms)
    {
        if (number is { } exactly && Array.Find(forms, form => form.Exactly is { } whole && exactly.Is(whole)) is { } match) return match.Nodes;
        var general = Array.FindAll(forms, form => form.Exactly is null);
        return general.Length == 0 ? [] : general[Math.Min(number is { } counted ? _plurals.Form(counted) : int.MaxValue, general.Length - 1)].Nodes;
    }

    /// <summary>The forms are masculine, feminine, neutral. The masculine form replaces a missing neutral one, as in MediaWiki.</summary>
    private static Node[] Gender(string? gender, Form[] forms) => (gender, forms) switch
    {
        (_, []) => [],
        ("female", [_, var feminine, ..]) => feminine.Nodes,
        ("male", [var masculine, ..]) => masculine.Nodes,
        (_, [_, _, var neutral, ..]) => neutral.Nodes,
        (_, [var first, ..]) => first.Nodes,
    };

    /// <summary>Parses up to the end, or inside a function up to the bar or braces that end the part.</summary>
    private Node[] Parse(string source, ref int at, int depth)
    {
        var nodes = new List<Node>();
        var text = new StringBuilder();
        void EndText()
        {
            if (text.Length > 0) nodes.Add(new Text(text.ToString()));
            text.Clear();
        }
        while (at < source.Length && !(depth > 0 && (source[at] == '|' || IsAt(source, at, "}}"))))
        {
            if (source[at] == '$' && ArgumentPattern.Match(source, at) is { Success: true } argument
                && int.TryParse(argument.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                EndText();
                at += argument.Length;
                Arguments.Add(number);
                nodes.Add(new Argument(number));
            }
            else if (IsAt(source, at, "{{"))
            {
                EndText();
                nodes.Add(ParseFunction(source, ref at, depth + 1));
            }
            else
            {
                text.Append(source[at++]);
            }
        }
        EndText();
        return [.. nodes];
    }

    private Node ParseFunction(string source, ref int at, int depth)
    {
        var start = at;
        if (depth > Deepest || FunctionPattern.Match(source, at) is not { Success: true } name)
        {
            IsWellFormed = false;
            at += 2;
            return new Text("{{");
        }
        at += name.Length;
        var parts = new List<Node[]> { Parse(source, ref at, depth) };
        while (at < source.Length && source[at] == '|')
        {
            at++;
            parts.Add(Parse(source, ref at, depth));
        }
        if (at >= source.Length)
        {
            IsWellFormed = false;
            return new Text(source[start..]);
        }
        at += 2;
        var isPlural = name.Groups[1].ValueSpan.Equals("PLURAL", StringComparison.OrdinalIgnoreCase);
        return new Function(isPlural, parts[0], [.. parts.Skip(1).Select(part => isPlural ? Exact(part) : new Form(null, part))]);
    }

    /// <summary>A form that starts with a number and an equals sign applies to exactly that number.</summary>
    private static Form Exact(Node[] part) =>
        part is [Text first, ..] && ExactPattern.Match(first.Content) is { Success: true } exact
            ? new Form(decimal.Parse(exact.Groups[1].ValueSpan, CultureInfo.InvariantCulture), [new Text(first.Content[exact.Length..]), .. part[1..]])
            : new Form(null, part);

    private static bool IsAt(string source, int at, string what) => string.CompareOrdinal(source, at, what, 0, what.Length) == 0;

    [GeneratedRegex(@"\G\$([1-9][0-9]?)")]
    private static partial Regex ArgumentPattern { get; }

    [GeneratedRegex(@"\G\{\{(PLURAL|GENDER):", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex FunctionPattern { get; }

    [GeneratedRegex("^([0-9]{1,9})=")]
    private static partial Regex ExactPattern { get; }

    /// <summary>A piece of a message: literal text, or the value of an argument.</summary>
    public readonly record struct Piece(object? Content, bool IsArgument);

    private abstract record Node;

    private sealed record Text(string Content) : Node;

    private sealed record Argument(int Number) : Node;

    private sealed record Function(bool IsPlural, Node[] Subject, Form[] Forms) : Node;

    private sealed record Form(decimal? Exactly, Node[] Nodes);
}
