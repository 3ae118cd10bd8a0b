namespace CapX.App;

/// <summary>URLs of drafts.</summary>
public static class DraftUrls
{
    public const string KeepDraft = "/drafts";

    /// <summary>The field with the name of the draft to delete.</summary>
    public const string FormField = "form";
}
