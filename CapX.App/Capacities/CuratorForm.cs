using System.Globalization;
using CapX.App.I18n;
using CapX.App.SignIn;
using CapX.Data.Capacities;
using Microsoft.AspNetCore.Components;

namespace CapX.App.Capacities;

/// <summary>Base of the curators' forms: reads the suggestion that a form answers, and handles the outcome of a submit.</summary>
public abstract class CuratorForm(SuggestionsQuery suggestions, NavigationManager navigation) : ComponentBase
{
    [CascadingParameter] public required Messages M { get; set; }

    [CascadingParameter] public required HttpContext Http { get; set; }

    [SupplyParameterFromQuery(Name = "suggestion")] public string? Asked { get; set; }

    protected CurrentPerson? Person { get; private set; }

    /// <summary>The suggestion that the form answers. Null when there is none or it is no longer open.</summary>
    protected SuggestionFound? Suggestion { get; private set; }

    /// <summary>The message that says why the change was refused.</summary>
    protected string? Refused { get; set; }

    protected bool IsPost => HttpMethods.IsPost(Http.Request.Method);

    protected string Word => Sent("Word");

    protected SuggestionAnswer? Answer =>
        ulong.TryParse(Sent("Suggestion"), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? new SuggestionAnswer(id, Word) : null;

    /// <summary>A submitted field. Empty when nothing was submitted.</summary>
    protected string Sent(string name) => IsPost && Http.Request.HasFormContentType ? Http.Request.Form[name].ToString() : "";

    protected async Task ReadSuggestionAsync()
    {
        Person = CurrentPerson.From(Http.User);
        if (Person is not null && WrittenNumber.Id(Asked) is { } id) Suggestion = await suggestions.OneAsync(id, Person.Viewer, Http.RequestAborted);
    }

    /// <summary>Redirects when the change was made, otherwise shows why not. Input is kept.</summary>
    protected void Settle(CapacityResult outcome, string did, string signInBack)
    {
        switch (outcome.Acted)
        {
            case CapacityActResult.Done or CapacityActResult.Unchanged:
                navigation.NavigateTo(CapacityUrls.ManageCapacity(outcome.Code!, outcome.Acted == CapacityActResult.Done ? did : "unchanged"));
                break;
            case CapacityActResult.SignedOut:
                navigation.NavigateTo(SignInUrls.SignIn(signInBack));
                break;
            case CapacityActResult.NotFound:
                navigation.NotFound();
                break;
            case var acted:
                if (acted == CapacityActResult.Stale) Http.Response.StatusCode = StatusCodes.Status409Conflict;
                Refused = CapacityTexts.Said(acted, M);
                break;
        }
    }
}
