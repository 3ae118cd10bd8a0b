using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace CapX.App.Codex;

/// <summary>Suggests options that begin with the typed text. Raises OnChosen and clears itself when one is chosen.</summary>
public partial class CdxLookup
{
    // Longer texts find nothing.
    private const int LongestText = 100;

    private ElementReference _input;
    private string _text = "";
    private IReadOnlyList<LookupOption> _options = [];
    private int _at;
    private int _asked;
    private Task _finding = Task.CompletedTask;
    private bool _isClosed = true;
    private bool _isFound;

    [Parameter, EditorRequired] public required string Id { get; set; }

    /// <summary>The accessible name of the list.</summary>
    [Parameter, EditorRequired] public required string Label { get; set; }

    /// <summary>Returns the options for a text, best first, no more than the list should show.</summary>
    [Parameter, EditorRequired] public required Func<string, Task<IReadOnlyList<LookupOption>>> Find { get; set; }

    [Parameter] public EventCallback<LookupOption> OnChosen { get; set; }

    [Parameter] public string? Placeholder { get; set; }

    /// <summary>The text that announces the number of options.</summary>
    [Parameter] public Func<int, string>? Found { get; set; }

    /// <summary>Shown when nothing begins with the text.</summary>
    [Parameter] public string? NothingFound { get; set; }

    /// <summary>Shown when the user typed a text and chose nothing.</summary>
    [Parameter] public string? NotChosen { get; set; }

    [Parameter] public bool IsInvalid { get; set; }

    [Parameter(CaptureUnmatchedValues = true)] public IReadOnlyDictionary<string, object>? Attributes { get; set; }

    private bool IsOpen => !_isClosed && _options.Count > 0;

    private string ListId => $"{Id}-list";

    public ValueTask FocusAsync() => _input.FocusAsync();

    private string OptionId(int place) => string.Create(CultureInfo.InvariantCulture, $"{Id}-option-{place}");

    private Task TypeAsync(string? text)
    {
        _text = text ?? "";
        return OpenAsync();
    }

    private async Task FindAsync()
    {
        var asked = ++_asked;
        var options = _text.Trim().Length is 0 or > LongestText ? [] : await Find(_text);
        // The user typed more before the answer arrived.
        if (asked != _asked) return;
        (_options, _at, _isFound, _isClosed) = (options, 0, options.Count > 0, false);
    }

    private async Task PressAsync(KeyboardEventArgs key)
    {
        // A key pressed before the options arrive is meant for these options, not for those of the text before.
        await _finding;
        switch (key.Key)
        {
            case "ArrowDown" when IsOpen: _at = (_at + 1) % _options.Count; break;
            case "ArrowUp" when IsOpen: _at = (_at + _options.Count - 1) % _options.Count; break;
            case "ArrowDown" or "ArrowUp": await OpenAsync(); break;
            case "Enter" when IsOpen: await ChooseAsync(_options[_at]); break;
            case "Escape" when IsOpen: _isClosed = true; break;
            case "Escape": _text = ""; break;
        }
    }

    private Task OpenAsync() => _finding = FindAsync();

    private void Close() => _isClosed = true;

    private async Task ChooseAsync(LookupOption option)
    {
        _asked++;
        (_text, _options, _isClosed) = ("", [], true);
        await OnChosen.InvokeAsync(option);
    }
}
