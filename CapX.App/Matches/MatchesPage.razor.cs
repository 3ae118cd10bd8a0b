using CapX.App.I18n;
using CapX.App.Search;
using CapX.App.SignIn;
using CapX.Data.Index;
using CapX.Data.Matches;
using CapX.Data.People;
using Microsoft.AspNetCore.Components;

namespace CapX.App.Matches;

/// <summary>/matches: people for mutual exchanges with the user, and rings of three. The query string holds the state.</summary>
public sealed partial class MatchesPage(MatchesQuery matches, Vocabulary vocabulary, TimeProvider time)
{
    private MatchChoice _choice = new();
    private IReadOnlyList<RefusedParameter> _refused = [];
    private MatchAsker? _asker;
    private MatchesFound<MutualMatch>? _mutual;
    private MatchesFound<RingsFound>? _rings;
    private RingsFound? _through;
    private int _total;

    [CascadingParameter] public required Messages M { get; set; }

    [CascadingParameter] public required HttpContext Http { get; set; }

    private PeopleFilter People => _choice.Filter.People;

    private Viewer Viewer => CurrentPerson.ViewerOf(Http.User);

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    private bool SpeaksNothing => _asker is { } asker && asker.Person.Languages.All(l => l.Level == "0");

    private string Condition => (_choice.IsRing, _choice.Filter.InAnyLanguage) switch
    {
        (false, false) => M["people-matches-mutual-text"],
        (false, true) => M["people-matches-mutual-text-any"],
        (true, false) => M["people-matches-rings-text", PeopleIndex.ThirdsNamed],
        (true, true) => M["people-matches-rings-text-any", PeopleIndex.ThirdsNamed],
    };

    private string Count =>
        _through is { } through ? M["people-matches-through-count", _total, PersonNames.PlainOf(through.Second.Username, through.Second.DisplayName)]
        : _choice.IsRing ? M["people-matches-rings-count", _total]
        : M["people-find-count", _total];

    protected override async Task OnParametersSetAsync()
    {
        (_choice, _refused) = MatchParameters.Parse(Http.Request.Query, vocabulary);
        var token = Http.RequestAborted;
        _asker = await matches.AskerAsync(Viewer, _choice.Through, token);
        if (_asker is not { } asker) return;
        if (!_choice.IsRing) _total = (_mutual = await matches.MutualAsync(_choice.Filter, asker, token)).Total;
        else if (_choice.Through is null) _total = (_rings = await matches.RingsAsync(_choice.Filter, asker, token)).Total;
        else if (asker.Second is not null) _total = (_through = await matches.RingsThroughAsync(_choice.Filter, asker, token)).Thirds.Total;
    }

    /// <summary>The other kind of matches with the same filters.</summary>
    private MatchChoice Kind(bool isRing) => _choice.With(People with { Page = 1 }) with { IsRing = isRing, Through = null };
}
