using CapX.App.SignIn;
using CapX.Data.Capacities;

namespace CapX.App.Capacities;

/// <summary>/capacities/suggestions: the user's own suggestions and their outcomes.</summary>
public sealed partial class SuggestionsPage(SuggestionsQuery query, Vocabulary vocabulary, TimeProvider time)
{
    private DateTime Now => time.GetUtcNow().UtcDateTime;

    protected override async Task OnInitializedAsync()
    {
        if (CurrentPerson.From(Http.User) is { } person) _mine = await query.MineAsync(person.Id, Http.RequestAborted);
    }
}
