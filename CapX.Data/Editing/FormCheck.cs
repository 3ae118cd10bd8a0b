namespace CapX.Data.Editing;

/// <summary>An error in a field of a form: a message key and its arguments, and the code when one entry of a list is wrong.</summary>
public sealed record FormError<TField>(TField Field, string Message, string? Code = null, params IReadOnlyList<object> Arguments) where TField : struct, Enum;

/// <summary>The rules that all forms share. An instance checks one form once.</summary>
internal abstract class FormCheck<TField>(Vocabulary vocabulary) where TField : struct, Enum
{
    protected const string TooLong = "people-edit-error-too-long";
    private const string TooMany = "people-edit-error-too-many";
    private const string Unknown = "people-edit-error-unknown";
    private const string TooManyMarks = "people-edit-error-marks";
    private const string BadCharacters = "people-edit-error-characters";
    protected const string BadLink = "organizations-error-link";

    // An unknown code is repeated in the error message, so it is cut to the longest length a code can have.
    protected const int LongestCodeShown = 60;

    protected Vocabulary Vocabulary => vocabulary;

    protected List<FormError<TField>> Errors { get; } = [];

    protected void Add(TField field, string message, string? code = null, params IReadOnlyList<object> arguments) =>
        Errors.Add(new FormError<TField>(field, message, code, arguments));

    protected void AddUnknown(TField field, string code) => Add(field, Unknown, null, code.Length > LongestCodeShown ? code[..LongestCodeShown] : code);

    /// <summary>Returns the text as it will be stored. Empty, with an error added, when it is invalid.</summary>
    protected string Text(TField field, string text, int longest, Func<string, int, CheckedText> check, string? code = null)
    {
        var written = check(text, longest);
        if (written.Fault == TextFault.TooLong) Add(field, TooLong, code, longest, written.Length);
        else if (written.Fault == TextFault.TooManyMarks) Add(field, TooManyMarks, code, MarkLimit.Most);
        else if (written.Fault is not null) Add(field, BadCharacters, code);
        return written.Fit ?? "";
    }

    /// <summary>Returns the normalized web address. Empty when there is none or, with an error added, when it is invalid.</summary>
    protected string Link(TField field, string given, int longest)
    {
        var text = Text(field, given, longest, WrittenText.CheckUnseen);
        if (text.Length == 0) return "";
        if (WebLink.Clean(text) is not { } link) Add(field, BadLink);
        // Non-ASCII characters take more space once they are encoded in an address.
        else if (link.Length > longest) Add(field, TooLong, null, longest, link.Length);
        else return link;
        return "";
    }

    /// <summary>Returns the language code of a text. Empty when there is no text or, with an error added, no known language.</summary>
    protected string LanguageOf(TField field, string text, string code, string missing)
    {
        if (text.Length == 0) return "";
        if (vocabulary.Languages.Find(code) is { } language) return language.Code;
        Add(field, missing);
        return "";
    }

    protected List<string> Codes(TField field, IReadOnlyList<string> given, CodeTree tree, int most)
    {
        var codes = new OrderedDictionary<string, CodeEntry>(StringComparer.Ordinal);
        foreach (var code in given)
        {
            if (tree.Find(code) is not { } entry) AddUnknown(field, code);
            else codes.TryAdd(entry.Code, entry);
        }
        CheckCount(field, codes.Count, most);
        return [.. codes.Keys];
    }

    /// <summary>Returns the known capacities. Whatever a person offers also counts as known, and only the others count toward the limit.</summary>
    protected List<string> Knows(TField field, IReadOnlyList<string> given, List<SharedCapacity> offers, int most)
    {
        var known = Codes(field, given, vocabulary.Capacities, int.MaxValue);
        var offered = offers.Select(o => o.Code).ToHashSet(StringComparer.Ordinal);
        CheckCount(field, known.Count(k => !offered.Contains(k)), most);
        return [.. known.Union(offered, StringComparer.Ordinal)];
    }

    protected List<SharedCapacity> Capacities(TField field, IReadOnlyList<SharedCapacity> given, int most, int longestNote)
    {
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        var capacities = new List<SharedCapacity>();
        foreach (var capacity in given)
        {
            if (vocabulary.Capacities.Find(capacity.Code) is not { Code: var code })
            {
                AddUnknown(field, capacity.Code);
                continue;
            }
            var note = Text(field, capacity.Note ?? "", longestNote, WrittenText.CheckLines, code);
            var methods = MethodCodes(field, capacity.Methods);
            if (places.TryAdd(code, capacities.Count))
            {
                capacities.Add(new SharedCapacity(code, methods, note.Length == 0 ? null : note));
                continue;
            }
            var first = capacities[places[code]];
            capacities[places[code]] = first with
            {
                Methods = Methods.FromBits(Methods.ToBits(first.Methods.Union(methods))),
                Note = first.Note ?? (note.Length == 0 ? null : note)
            };
        }
        CheckCount(field, capacities.Count, most);
        return capacities;
    }

    protected IReadOnlyList<string> MethodCodes(TField field, IReadOnlyList<string> given)
    {
        var codes = new List<string>();
        foreach (var code in given)
        {
            if (Methods.Find(code) is { } method) codes.Add(method);
            else AddUnknown(field, code);
        }
        return Methods.FromBits(Methods.ToBits(codes));
    }

    protected void CheckCount(TField field, int count, int most)
    {
        if (count > most) Add(field, TooMany, null, most, count);
    }
}
