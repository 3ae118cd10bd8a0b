using CapX.App.Wiki;


namespace CapX.App.PracticeWiki;

/// <summary>An OAuth consumer of the practice wiki. CapX has two: one for identity, one for sending.</summary>
public sealed record PracticeConsumer(string Id, string Secret, string CallbackPath, bool Sends)
{
    private static readonly string[] Identity = ["mwoauth-authonly", "basic"];
    private static readonly string[] Sending = ["basic", "sendemail", "editpage", "createeditmovepage"];

    public IReadOnlyList<string> Grants => Sends ? Sending : Identity;

    /// <summary>The consumer with an id. Null when there is none.</summary>
    public static PracticeConsumer? Find(Settings settings, string? id) =>
        id == settings.ClientId ? new(settings.ClientId, settings.ClientSecret, MediaWikiDefaults.CallbackPath, Sends: false)
        : id is not null && id == settings.SendingClientId ? new(id, settings.SendingClientSecret!, WikiUrls.WikiAccessCallback, Sends: true)
        : null;
}
