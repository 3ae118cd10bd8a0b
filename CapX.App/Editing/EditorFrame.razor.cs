using CapX.App.I18n;
using CapX.Data.Editing;
using Microsoft.AspNetCore.Components;

namespace CapX.App.Editing;

/// <summary>Renders a <see cref="FormEditor{TForm, TField}"/>, and reports database outages and saves.</summary>
public partial class EditorFrame<TForm, TField> where TForm : class, IForm<TForm, TField> where TField : struct, Enum
{
    private readonly Codex.RefusedFields _refused = new();
    private ElementReference _top;
    private bool _focusTop;

    [CascadingParameter] public required Messages M { get; set; }

    [Parameter, EditorRequired] public required FormEditor<TForm, TField> Editor { get; set; }

    /// <summary>The address of the page with the editor.</summary>
    [Parameter, EditorRequired] public required string Page { get; set; }

    /// <summary>The label of a field.</summary>
    [Parameter, EditorRequired] public required Func<TField, string> Name { get; set; }

    /// <summary>The value of a field, one line per entry.</summary>
    [Parameter, EditorRequired] public required Func<TField, TForm, IReadOnlyList<string>> Lines { get; set; }

    /// <summary>Formats a UTC time in the viewer's time zone.</summary>
    [Parameter, EditorRequired] public required Func<DateTime, string> At { get; set; }

    /// <summary>The label of the save button.</summary>
    [Parameter, EditorRequired] public required string Button { get; set; }

    /// <summary>Sends a form and the version it is based on to its command, and shows the outcome.</summary>
    [Parameter, EditorRequired] public required Func<TForm, uint, Task> Save { get; set; }

    [Parameter, EditorRequired] public required RenderFragment ChildContent { get; set; }

    [Parameter] public RenderFragment? After { get; set; }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!_focusTop) return;
        _focusTop = false;
        await _top.FocusAsync();
    }

    private async Task SaveAsync()
    {
        try
        {
            if (_refused.IsEmpty) await Editor.SaveAsync(Save);
            else Editor.Problem = M["people-edit-error-refused"];
        }
        catch (DatabaseAwayException)
        {
            Editor.Problem = M["people-edit-away"];
        }
        _focusTop = Editor.HasNews;
    }

    private async Task DiscardAsync()
    {
        try
        {
            await Editor.DiscardAsync();
        }
        catch (DatabaseAwayException)
        {
            Editor.Problem = M["people-edit-away"];
        }
    }
}
