using CapX.App.I18n;
using CapX.App.SignIn;
using CapX.Data.People;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CapX.App.People;

/// <summary>GET /people/options: the options of one facet that begin with what somebody types, as a piece of the page.</summary>
public static class PeopleOptionsEndpoint
{
    private const int LongestText = 60;

    public static RazorComponentResult<PeopleFacetOptions> Answer(
        [AsParameters] PeopleParameters parameters, string? facet, string? find, HttpContext context, PeopleIndex index, Vocabulary lists)
    {
        var chosen = Enum.GetValues<PeopleFacet>().FirstOrDefault(f => PeopleFilterParser.ToParameter(f) == facet, PeopleFacet.Offers);
        var (filter, _) = PeopleFilterParser.Parse(parameters, lists);
        var counts = index.Find(filter, CurrentPerson.ViewerOf(context.User)).Facets[chosen];
        var text = find is { Length: > LongestText } ? find[..LongestText] : find ?? "";
        var (options, _) = FacetOptions.Choose(chosen, filter, counts, lists, LanguageChoice.Of(context), text, all: false);
        return new RazorComponentResult<PeopleFacetOptions>(new { Facet = chosen, Options = options });
    }
}
