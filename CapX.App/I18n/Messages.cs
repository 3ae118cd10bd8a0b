namespace CapX.App.I18n;

/// <summary>Stand-in until the i18n branch lands, which replaces this file.</summary>
public sealed class Messages
{
    public string this[string key, params object?[] args] => key + string.Join(",", args);
    public string Language => "en";
    public bool RightToLeft => false;
    public IReadOnlyList<string> Chain => ["en"];
    public System.Globalization.CultureInfo Culture => System.Globalization.CultureInfo.InvariantCulture;
}
