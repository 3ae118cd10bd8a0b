using System.Collections.Frozen;
using System.Globalization;

namespace CapX.App.I18n;

/// <summary>The messages of all shipped languages, read once. A language is shipped when it has a file in messages/.</summary>
public sealed class MessageCatalog
{
    /// <summary>The pseudo-language that shows keys instead of messages.</summary>
    public const string KeysOnly = "qqx";

    private static readonly Lazy<MessageCatalog> Own = new(() =>
        new MessageCatalog(Embedded.MessageLanguages().ToDictionary(code => code, Embedded.MessagesOf)));

    private readonly FrozenDictionary<string, Messages> _byLanguage;

    /// <param name="files">Messages by key, by language. Must include English.</param>
    internal MessageCatalog(IReadOnlyDictionary<string, Dictionary<string, string>> files)
    {
        var parsed = files.ToDictionary(file => file.Key, file => Parse(file.Key, file.Value), StringComparer.Ordinal);
        Shipped = [.. files.Keys.Order(StringComparer.Ordinal).Select(code => Create(code, parsed))];
        _byLanguage = Shipped.Append(Create(KeysOnly, parsed)).ToFrozenDictionary(messages => messages.Language, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The catalog of this app.</summary>
    public static MessageCatalog Instance => Own.Value;

    /// <summary>Sorted by code.</summary>
    public IReadOnlyList<Messages> Shipped { get; }

    /// <summary>Returns the messages of a language or of its nearest shipped fallback. English for an invalid code.</summary>
    public Messages For(string? language) =>
        (Fallbacks.IsCode(language) ? Fallbacks.Chain(language!) : [Fallbacks.Last]).Select(_byLanguage.GetValueOrDefault)
            .First(messages => messages is not null)!;

    /// <summary>Returns the shipped language for readers of another one. Null when only the final fallback to English is left, as for Japanese.</summary>
    internal Messages? Nearest(string language) =>
        Fallbacks.Own(language).Where(code => code != KeysOnly).Select(_byLanguage.GetValueOrDefault).FirstOrDefault(messages => messages is not null);

    private static Dictionary<string, Banana> Parse(string language, Dictionary<string, string> messages)
    {
        var plurals = PluralRules.For(Fallbacks.Chain(language));
        return messages.ToDictionary(message => message.Key, message => new Banana(message.Value, plurals), StringComparer.Ordinal);
    }

    private static Messages Create(string language, Dictionary<string, Dictionary<string, Banana>> parsed)
    {
        var chain = Fallbacks.Chain(language);
        var texts = new Dictionary<string, Banana>(StringComparer.Ordinal);
        if (language != KeysOnly)
            foreach (var message in chain.Where(parsed.ContainsKey).SelectMany(code => parsed[code]))
                texts.TryAdd(message.Key, message.Value);
        return new Messages(language, chain, texts.ToFrozenDictionary(StringComparer.Ordinal), Culture(chain));
    }

    /// <summary>The first culture in the chain that the framework knows.</summary>
    private static CultureInfo Culture(IReadOnlyList<string> chain)
    {
        foreach (var code in chain.Where(code => code != KeysOnly))
        {
            try
            {
                return CultureInfo.GetCultureInfo(code, predefinedOnly: true);
            }
            catch (CultureNotFoundException)
            {
                // MediaWiki knows more languages than the framework.
            }
        }
        return CultureInfo.InvariantCulture;
    }
}
