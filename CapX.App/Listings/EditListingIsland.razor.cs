using CapX.Data.Editing;
using CapX.Data.Listings;
using CapX.Data.Organizations;
using Microsoft.AspNetCore.Components;

namespace CapX.App.Listings;

/// <summary>Edits a new listing, or a listing that the circuit's user manages.</summary>
public sealed partial class EditListingIsland(ListingQuery query, SaveListingCommand save, AffiliationsQuery affiliations, NavigationManager navigation)
{
    // Idempotency key: a new listing that is sent twice is created once.
    private readonly Guid _key = Guid.NewGuid();

    private IReadOnlyList<Affiliation> _organizations = [];
    private IReadOnlyList<ListingFound> _sameLink = [];

    // The link for which the duplicate warning was shown. Saving the same link again confirms it.
    private string _saidOfLink = "";

    /// <summary>The id of the listing. Null for a new one.</summary>
    [Parameter] public ulong? Id { get; set; }

    /// <summary>The initial kind of a new listing.</summary>
    [Parameter] public string? Kind { get; set; }

    /// <summary>The slug of the organization initially chosen as owner of a new listing.</summary>
    [Parameter] public string? As { get; set; }

    private DateOnly Today => DateOnly.FromDateTime(Now);

    protected override string Page => Id is { } id ? ListingUrls.EditListing(id) : ListingUrls.PostListing();

    protected override string DraftName => Id is { } id ? SaveListingCommand.DraftName(id) : SaveListingCommand.NewDraftName;

    protected override string NotYours => M["listings-edit-not-yours"];

    protected override IReadOnlyList<FormError<ListingField>> Check(ListingForm form) => form.Check(Vocabulary, Today).Errors;

    protected override async Task<(ListingForm Form, uint Version)?> ReadAsync()
    {
        if (Id is { } id) return await query.RunAsync(id, Person.Viewer, Gone) is { IsMine: true, Listing: var stored }
            ? (stored.ToForm(Today), stored.Version) : null;
        _organizations = [.. (await affiliations.RunAsync(Person.Id, Person.Viewer, Gone)).Where(a => a.IsManager)];
        return (new ListingForm
        {
            Kind = ListingKind.All.FirstOrDefault(kind => kind == Kind) ?? "",
            Resource = Kind == ListingKind.Resource ? ResourceKind.LearningMaterial : "",
            As = _organizations.FirstOrDefault(o => o.Slug == As)?.Slug ?? "",
            Language = LikelyLanguage,
        }, 0);
    }

    private async Task ChangeAsync(ListingForm form)
    {
        var isOtherLink = form.Link != Editor!.Form.Link;
        Editor.Change(form);
        if (!isOtherLink) return;
        // Removes the warning about the previous link.
        if (_saidOfLink.Length > 0) Editor.Problem = null;
        await LookAsync(form.Link);
    }

    private async Task SaveAsync(ListingForm form, uint version)
    {
        await LookAsync(form.Link);
        if (_sameLink.Count > 0 && _saidOfLink != form.Link)
        {
            _saidOfLink = form.Link;
            Editor!.Problem = M["listings-edit-same-link-save"];
            return;
        }
        var result = Id is { } id ? await save.RunAsync(Person.Actor, id, form, version) : await save.PostAsync(Person.Actor, form, _key);
        Show(form, result, result is ListingTooMany ? M["listings-edit-too-many", SaveListingCommand.MostADay] : null);
        if (Id is null && result is ListingSaved saved) navigation.NavigateTo(ListingUrls.Listing(saved.Id), forceLoad: true);
    }

    /// <summary>Checks whether the same link is listed already.</summary>
    private async Task LookAsync(string link)
    {
        try
        {
            var found = await query.WithSameLinkAsync(link, Id ?? 0, Person.Viewer, Gone);
            // The user may have typed more meanwhile.
            if (Editor!.Form.Link == link) _sameLink = found;
        }
        catch (DatabaseAwayException)
        {
            // This is only a hint. Saving reports an outage.
        }
    }
}
