using CapX.App.Shell;


namespace CapX.App.Capacities;

/// <summary>GET /api/v1/capacities, /territories and /languages: the complete lists, with names in the language of ?uselang=.</summary>
public static class VocabularyApi
{
    public static IResult Capacities(HttpContext context, Vocabulary vocabulary) => Results.Ok(new
    {
        Items = vocabulary.Capacities.Entries.Select(e =>
            new { e.Code, e.Parent, Name = e.Name(LanguageChoice.Of(context).Chain), Retired = e.IsRetired, e.Successor }),
    });

    public static IResult Territories(HttpContext context, Vocabulary vocabulary) => List(vocabulary.Territories, context);

    public static IResult Languages(HttpContext context, Vocabulary vocabulary) => Results.Ok(new
    {
        Items = vocabulary.Languages.Entries.Select(e =>
            new
            {
                e.Code, e.Parent, Name = e.Name(LanguageChoice.Of(context).Chain), vocabulary.LanguageFacts[e.Code].Autonym,
                vocabulary.LanguageFacts[e.Code].RightToLeft
            }),
    });

    private static IResult List(CodeTree tree, HttpContext context) => Results.Ok(new
    {
        Items = tree.Entries.Select(e => new { e.Code, e.Parent, Name = e.Name(LanguageChoice.Of(context).Chain) }),
    });
}
