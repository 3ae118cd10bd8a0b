using CapX.Data.Editing;
using CapX.Data.Permissions;

namespace CapX.App.Editing;

/// <summary>What a live editor holds of one form: where it began, what is typed and kept as a draft, what is wrong with it, and what another window saved
/// meanwhile. Its island loads and saves.</summary>
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

    /// <summary>Begins with what is stored. A draft that says something else is offered.</summary>
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

    /// <summary>What is typed is not kept as a draft.</summary>
    public bool IsNotKept => _drafts.IsNotKept;

    public FormErrors<TField> Errors { get; private set; } = new([]);

    /// <summary>Two texts of one form, until a save takes one of them field by field.</summary>
    public FormConflict<TForm, TField>? Conflict { get; private set; }

    /// <summary>When the draft was kept that is offered, UTC; null where none is.</summary>
    public DateTime? OfferedAt { get; private set; }

    /// <summary>Why the last thing was not done.</summary>
    public string? Problem { get; set; }

    /// <summary>What the last thing came to.</summary>
    public string? Status { get; set; }

    /// <summary>The session is over: nothing more is kept or saved.</summary>
    public bool IsSignedOut { get; set; }

    /// <summary>Something stands on top that has to be read.</summary>
    public bool HasNews => Problem is not null || Errors.All.Count > 0 || Conflict is not null;

    /// <summary>What is typed and not saved, to go on with after a pause; null where that is nothing.</summary>
    public string? Unsaved => OfferedAt is null && Form.DiffersIn(_begun).Any() ? Body() : null;

    /// <summary>Goes on with what was typed before a pause.</summary>
    public void GoOn(string unsaved)
    {
        if (FormDraft.Read<TForm>(unsaved) is not { } typed) return;
        (Form, _version, OfferedAt) = (typed.Form, typed.Version, null);
        // Before the pause it may have been too much to be kept as a draft.
        _drafts.Change();
    }

    public void Continue()
    {
        (Form, _version, OfferedAt) = (_offered!.Form, _offered.Version, null);
        _drafts.Rest();
    }

    /// <summary>Throws <see cref="DatabaseAwayException"/>.</summary>
    public async Task DiscardAsync()
    {
        await _drop.RunAsync(_actor, _draftName);
        OfferedAt = null;
    }

    public void Change(TForm form)
    {
        // Whoever goes on writing in a field wants to keep what they write.
        foreach (var field in Conflict is null ? [] : form.DiffersIn(Form)) Conflict?.Choose(field, isTaken: false);
        if (Errors.All.Count > 0) Errors = Errors.AfterChange(Form, form, _check);
        (Form, Status) = (form, null);
        if (!IsSignedOut) _drafts.Change();
    }

    /// <summary>Saves what is typed, with what is taken from another window, from the version where that began; a second call meanwhile does nothing. Throws
    /// <see cref="DatabaseAwayException"/>.</summary>
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

    /// <summary>This form is stored; somebody may have typed on meanwhile.</summary>
    public void Saved(TForm form, uint version)
    {
        Form = Conflict?.Merge(Form) ?? Form;
        (_begun, _version, Conflict) = (form, version, null);
        if (!Form.DiffersIn(form).Any()) _drafts.Rest();
    }

    /// <summary>Another window saved this instead, at that time (UTC).</summary>
    public void Stale(TForm form, TForm other, uint version, DateTime savedAt)
    {
        Form = Conflict?.Merge(Form) ?? Form;
        Conflict = new FormConflict<TForm, TField>(_begun, form, other, version, savedAt);
    }

    public void Invalid(IReadOnlyList<FormError<TField>> errors) => Errors = new FormErrors<TField>(errors);

    /// <summary>What is due is kept at once.</summary>
    public ValueTask DisposeAsync() => _drafts.DisposeAsync();

    private string Body() => new FormDraft<TForm> { Version = _version, Form = Form }.ToJson();
}
