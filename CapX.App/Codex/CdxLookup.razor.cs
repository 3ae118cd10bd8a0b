using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace CapX.App.Codex;

/// <summary>Suggests what begins with the text typed; tells what was chosen, and is empty again then.</summary>
public partial class CdxLookup
{
    // A longer text finds nothing.
    private const int LongestText = 100;

    private ElementReference _input;
    private string _text = "";
    private IReadOnlyList<LookupOption> _options = [];
    private int _at;
    private int _asked;
    private bool _isClosed = true;
    private bool _isFound;

    [Parameter, EditorRequired] public required string Id { get; set; }

    /// <summary>Names the list for those who do not see it.</summary>
    [Parameter, EditorRequired] public required string Label { get; set; }

    /// <summary>The suggestions for a text, best first, as many as the list shall hold.</summary>
    [Parameter, EditorRequired] public required Func<string, Task<IReadOnlyList<LookupOption>>> Find { get; set; }

    [Parameter] public EventCallback<LookupOption> OnChosen { get; set; }

    [Parameter] public string? Placeholder { get; set; }

    /// <summary>Says how many suggestions there are.</summary>
    [Parameter] public Func<int, string>? Found { get; set; }

    /// <summary>Said where nothing begins with the text.</summary>
    [Parameter] public string? NothingFound { get; set; }

    /// <summary>Said where a text was left without a choice.</summary>
    [Parameter] public string? NotChosen { get; set; }

    [Parameter] public bool IsInvalid { get; set; }

    [Parameter(CaptureUnmatchedValues = true)] public IReadOnlyDictionary<string, object>? Attributes { get; set; }

    private bool IsOpen => !_isClosed && _options.Count > 0;

    private string ListId => $"{Id}-list";

    /// <summary>Puts the keyboard into the field.</summary>
    public ValueTask FocusAsync() => _input.FocusAsync();

    private string OptionId(int place) => string.Create(CultureInfo.InvariantCulture, $"{Id}-option-{place}");

    private async Task TypeAsync(string? text)
    {
        _text = text ?? "";
        await FindAsync();
        _isClosed = false;
    }

    private async Task FindAsync()
    {
        var asked = ++_asked;
        var options = _text.Trim().Length is 0 or > LongestText ? [] : await Find(_text);
        // Somebody typed on while the answer was under way.
        if (asked != _asked) return;
        (_options, _at, _isFound) = (options, 0, options.Count > 0);
    }

    private async Task PressAsync(KeyboardEventArgs key)
    {
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

    private async Task OpenAsync()
    {
        await FindAsync();
        _isClosed = false;
    }

    private void Close() => _isClosed = true;

    private async Task ChooseAsync(LookupOption option)
    {
        _asked++;
        (_text, _options, _isClosed) = ("", [], true);
        await OnChosen.InvokeAsync(option);
    }
}
