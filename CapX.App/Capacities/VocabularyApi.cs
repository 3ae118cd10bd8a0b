using CapX.App.I18n;

namespace CapX.App.Capacities;

/// <summary>GET /api/v1/capacities, /territories and /languages: the complete lists, with names in the language of ?uselang=.</summary>
public static class VocabularyApi
{
    public static IResult Capacities(HttpContext context, Vocabulary lists) => Results.Ok(new
    {
        Items = lists.Capacities.Entries.Select(e =>
            new { e.Code, e.Parent, Name = e.Name(LanguageChoice.Of(context).Chain), Retired = e.IsRetired, e.Successor }),
    });

    public static IResult Territories(HttpContext context, Vocabulary lists) => List(lists.Territories, context);

    public static IResult Languages(HttpContext context, Vocabulary lists) => Results.Ok(new
    {
        Items = lists.Languages.Entries.Select(e =>
            new
            {
                e.Code, e.Parent, Name = e.Name(LanguageChoice.Of(context).Chain), lists.LanguageFacts[e.Code].Autonym,
                lists.LanguageFacts[e.Code].RightToLeft
            }),
    });

    private static IResult List(CodeTree tree, HttpContext context) => Results.Ok(new
    {
        Items = tree.Entries.Select(e => new { e.Code, e.Parent, Name = e.Name(LanguageChoice.Of(context).Chain) }),
    });
}
