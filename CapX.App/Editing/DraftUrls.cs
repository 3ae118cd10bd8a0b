namespace CapX.App;

/// <summary>URLs of drafts.</summary>
public static class DraftUrls
{
    public const string KeepDraft = "/drafts";
}
