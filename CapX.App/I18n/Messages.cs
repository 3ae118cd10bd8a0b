using System.Collections.Frozen;
using System.Globalization;

namespace CapX.App.I18n;

/// <summary>The texts of the interface in the reader's language, with the rules by which that language writes numbers, dates and lists.</summary>
public sealed class Messages
{
    private readonly FrozenDictionary<string, Banana> _texts;

    internal Messages(string language, IReadOnlyList<string> chain, FrozenDictionary<string, Banana> texts, CultureInfo culture)
    {
        Language = language;
        Chain = chain;
        Culture = culture;
        Collation = StringComparer.Create(culture, CompareOptions.IgnoreCase);
        _texts = texts;
    }

    /// <summary>MediaWiki's code; fits an HTML lang attribute.</summary>
    public string Language { get; }

    /// <summary>The language and what stands in for it, English at the end; for names that exist in some languages only.</summary>
    public IReadOnlyList<string> Chain { get; }

    /// <summary>For numbers, dates and collation.</summary>
    public CultureInfo Culture { get; }

    public bool RightToLeft => Culture.TextInfo.IsRightToLeft;

    /// <summary>For the HTML dir attribute.</summary>
    public string Direction => RightToLeft ? "rtl" : "ltr";

    /// <summary>The language's name in itself.</summary>
    public string Autonym => Culture.NativeName;

    /// <summary>Sorts names as a reader of the language expects.</summary>
    public StringComparer Collation { get; }

    /// <summary>The message as plain text. Numbers and dates among the arguments are written as the language writes them; a key that exists nowhere shows
    /// itself.</summary>
    public string this[string key, params object?[] arguments] =>
        Pieces(key, arguments) is var pieces && pieces is [{ IsArgument: false, Content: string plain }]
        ? plain
        : string.Concat(pieces.Select(piece => piece.IsArgument ? this.Isolated(this.Text(piece.Content)) : piece.Content));

    /// <summary>The message in pieces, for markup around its arguments.</summary>
    internal IReadOnlyList<Banana.Piece> Pieces(string key, object?[] arguments)
    {
        if (_texts.TryGetValue(key, out var text)) return text.Pieces(arguments);
        if (Language != MessageCatalog.KeysOnly) return [Plain($"⧼{key}⧽")];
        return arguments.Length == 0
            ? [Plain($"({key})")]
            : [Plain($"({key}"), .. arguments.SelectMany((argument, i) => new[] { Plain(i == 0 ? ": " : ", "), new Banana.Piece(argument, IsArgument: true) }),
                Plain(")")];
    }

    private static Banana.Piece Plain(string text) => new(text, IsArgument: false);
}
