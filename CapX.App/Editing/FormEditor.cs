using CapX.Data.Editing;
using CapX.Data.Permissions;

namespace CapX.App.Editing;

/// <summary>The state of a form in a live editor: the base version, the input and its draft, the errors, and edit conflicts. Its island loads
/// and saves.</summary>
public sealed class FormEditor<TForm, TField> : IAsyncDisposable where TForm : class, IForm<TForm, TField> where TField : struct, Enum
{
    private readonly Actor _actor;
    private readonly string _draftName;
    private readonly Func<TForm, IReadOnlyList<FormError<TField>>> _check;
    private readonly DropDraftCommand _drop;
    private readonly DraftKeeper _drafts;

    private TForm _begun;
    private uint _version;
    private readonly FormDraft<TForm>? _offered;
    private bool _isSaving;

    /// <summary>Starts from the stored form. Offers the draft when it differs.</summary>
    public FormEditor(
        Actor actor, string draftName, TForm stored, uint version, Draft? draft, Func<TForm, IReadOnlyList<FormError<TField>>> check, SaveDraftCommand save,
        DropDraftCommand drop, TimeProvider time, Action? told = null)
    {
        (_actor, _draftName, _check, _drop, _begun, Form, _version) = (actor, draftName, check, drop, stored, stored, version);
        _drafts = new DraftKeeper(save, time, actor, draftName, Body, told);
        if (draft is not null && FormDraft.Read<TForm>(draft.Body) is { } kept && kept.Form.DiffersIn(stored).Any())
            (_offered, OfferedAt) = (kept, draft.SavedAt);
    }

    public TForm Form { get; private set; }

    /// <summary>True when the input cannot be stored as a draft.</summary>
    public bool IsNotKept => _drafts.IsNotKept;

    public FormErrors<TField> Errors { get; private set; } = new([]);

    /// <summary>The edit conflict. Null when there is none. The next save resolves it field by field.</summary>
    public FormConflict<TForm, TField>? Conflict { get; private set; }

    /// <summary>When the offered draft was stored, UTC. Null when none is offered.</summary>
    public DateTime? OfferedAt { get; private set; }

    /// <summary>Why the last action failed.</summary>
    public string? Problem { get; set; }

    /// <summary>The outcome of the last action.</summary>
    public string? Status { get; set; }

    /// <summary>True after the session ended. Nothing more can be stored.</summary>
    public bool IsSignedOut { get; set; }

    /// <summary>True when something at the top of the form needs attention.</summary>
    public bool HasNews => Problem is not null || Errors.All.Count > 0 || Conflict is not null;

    /// <summary>The unsaved input, to be restored after a pause. Null when there is none.</summary>
    public string? Unsaved => OfferedAt is null && Form.DiffersIn(_begun).Any() ? Body() : null;

    /// <summary>Restores the input from before a pause.</summary>
    public void GoOn(string unsaved)
    {
        if (FormDraft.Read<TForm>(unsaved) is not { } typed) return;
        (Form, _version, OfferedAt) = (typed.Form, typed.Version, null);
        // It may not have been stored as a draft before the pause.
        _drafts.Change();
    }

    public void Continue()
    {
        (Form, _version, OfferedAt) = (_offered!.Form, _offered.Version, null);
        _drafts.Rest();
    }

    public async Task DiscardAsync()
    {
        await _drop.RunAsync(_actor, _draftName);
        OfferedAt = null;
    }

    public void Change(TForm form)
    {
        // Typing in a field chooses the user's own value.
        foreach (var field in Conflict is null ? [] : form.DiffersIn(Form)) Conflict?.Choose(field, isTaken: false);
        if (Errors.All.Count > 0) Errors = Errors.AfterChange(Form, form, _check);
        (Form, Status) = (form, null);
        if (!IsSignedOut) _drafts.Change();
    }

    /// <summary>Saves the form, merged with the values chosen from another window, on top of that window's version. Does nothing while a save
    /// is running.</summary>
    public async Task SaveAsync(Func<TForm, uint, Task> save)
    {
        if (_isSaving) return;
        _isSaving = true;
        try
        {
            await _drafts.HoldAsync(async () =>
            {
                (Problem, Status, Errors) = (null, null, new([]));
                await save(Conflict is null ? Form : Conflict.Merge(Form), Conflict?.Version ?? _version);
            });
        }
        finally
        {
            _isSaving = false;
        }
    }

    /// <summary>Called after this form was stored. The user may have typed more meanwhile.</summary>
    public void Saved(TForm form, uint version)
    {
        Form = Conflict?.Merge(Form) ?? Form;
        (_begun, _version, Conflict) = (form, version, null);
        if (!Form.DiffersIn(form).Any()) _drafts.Rest();
    }

    /// <summary>Called when another window saved a different form, at that UTC time.</summary>
    public void Stale(TForm form, TForm other, uint version, DateTime savedAt)
    {
        Form = Conflict?.Merge(Form) ?? Form;
        Conflict = new FormConflict<TForm, TField>(_begun, form, other, version, savedAt);
    }

    public void Invalid(IReadOnlyList<FormError<TField>> errors) => Errors = new FormErrors<TField>(errors);

    /// <summary>Stores a pending draft at once.</summary>
    public ValueTask DisposeAsync() => _drafts.DisposeAsync();

    private string Body() => new FormDraft<TForm> { Version = _version, Form = Form }.ToJson();
}
