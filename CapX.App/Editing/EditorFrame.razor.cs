using CapX.App.I18n;
using CapX.Data.Editing;
using Microsoft.AspNetCore.Components;

namespace CapX.App.Editing;

/// <summary>Draws a <see cref="FormEditor{TForm, TField}"/>, and says when it is away or saved.</summary>
public partial class EditorFrame<TForm, TField> where TForm : class, IForm<TForm, TField> where TField : struct, Enum
{
    private readonly Codex.RefusedFields _refused = new();
    private ElementReference _top;
    private bool _focusTop;

    [CascadingParameter] public required Messages M { get; set; }

    [Parameter, EditorRequired] public required FormEditor<TForm, TField> Editor { get; set; }

    /// <summary>The address of the page on which it stands.</summary>
    [Parameter, EditorRequired] public required string Page { get; set; }

    /// <summary>What a field is called.</summary>
    [Parameter, EditorRequired] public required Func<TField, string> Name { get; set; }

    /// <summary>What stands in a field, a line for each entry.</summary>
    [Parameter, EditorRequired] public required Func<TField, TForm, IReadOnlyList<string>> Lines { get; set; }

    /// <summary>A time, UTC, as the visitor's clock shows it.</summary>
    [Parameter, EditorRequired] public required Func<DateTime, string> At { get; set; }

    /// <summary>What the button says that saves.</summary>
    [Parameter, EditorRequired] public required string Button { get; set; }

    /// <summary>Sends a form that started from a version to its command, and shows the answer.</summary>
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
