using System.Collections.Frozen;
using System.Globalization;

namespace CapX.App.I18n;

/// <summary>The interface texts in the viewer's language, with its rules for numbers, dates and lists.</summary>
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

    /// <summary>The language code as in MediaWiki. Valid in an HTML lang attribute.</summary>
    public string Language { get; }

    /// <summary>The language and its fallbacks, English last. For names that exist in some languages only.</summary>
    public IReadOnlyList<string> Chain { get; }

    /// <summary>For numbers, dates and collation.</summary>
    public CultureInfo Culture { get; }

    public bool RightToLeft => Culture.TextInfo.IsRightToLeft;

    /// <summary>For the HTML dir attribute.</summary>
    public string Direction => RightToLeft ? "rtl" : "ltr";

    /// <summary>The language's name in that language.</summary>
    public string Autonym => Culture.NativeName;

    /// <summary>Sorts names as readers of the language expect.</summary>
    public StringComparer Collation { get; }

    /// <summary>Returns the message as plain text. Number and date arguments are formatted for the language. An unknown key is shown itself.</summary>
    public string this[string key, params object?[] arguments] =>
        Pieces(key, arguments) is var pieces && pieces is [{ IsArgument: false, Content: string plain }]
        ? plain
        : string.Concat(pieces.Select(piece => piece.IsArgument ? this.Isolated(this.Text(piece.Content)) : piece.Content));

    /// <summary>Returns the message in pieces, so that arguments can be markup.</summary>
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
