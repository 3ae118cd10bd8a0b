using CapX.App.I18n;
using CapX.App.SignIn;
using CapX.Data.Moderation;
using Microsoft.AspNetCore.Components;

namespace CapX.App.Moderation;

/// <summary>/moderation/words: the words that flag a text for moderators. Everyone else gets 404.</summary>
public sealed partial class FlagWordsPage(FlagWordsQuery query, FlagWordCommand command, NavigationManager navigation)
{
    private IReadOnlyList<FlagWord>? _words;
    private CurrentPerson? _person;
    private CaseActResult? _refused;

    [CascadingParameter] public required Messages M { get; set; }

    [CascadingParameter] public required HttpContext Http { get; set; }

    [SupplyParameterFromQuery] public string? Came { get; set; }

    [SupplyParameterFromForm] public string? Lines { get; set; }

    protected override async Task OnInitializedAsync()
    {
        _person = CurrentPerson.From(Http.User);
        _words = _person is null ? null : await query.RunAsync(_person.Id, Http.RequestAborted);
        if (_words is null) navigation.NotFound();
    }

    private async Task AddAsync()
    {
        switch (await command.AddAsync(_person!.Actor, Lines ?? "", Http.RequestAborted))
        {
            case CaseActResult.Done:
                navigation.NavigateTo(ModerationUrls.FlagWordsSaying(CaseActResult.Done));
                break;
            case CaseActResult.SignedOut:
                navigation.NavigateTo(SignInUrls.SignIn(ModerationUrls.FlagWords));
                break;
            case CaseActResult.NotFound:
                navigation.NotFound();
                break;
            case var why:
                _refused = why;
                break;
        }
    }
}
