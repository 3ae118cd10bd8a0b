using System.Globalization;
using System.Text;
using System.Xml;
using CapX.App.I18n;
using CapX.App.Search;
using CapX.App.Shell;
using CapX.App.SignIn;
using CapX.Data.Listings;
using CapX.Data.Organizations;
using CapX.Data.People;
using CapX.Data.Search;

namespace CapX.App.Listings;

/// <summary>The listings of any filter as an Atom feed (RFC 4287): the query of the page, for feed readers.</summary>
public sealed class ListingFeed(FindListingsQuery find, Vocabulary vocabulary, SiteAddress site, PolledAnswers polled)
{
    private const string Atom = "http://www.w3.org/2005/Atom";

    /// <summary>The lists that have a feed.</summary>
    public static readonly IReadOnlyList<CatalogueList> Lists = [CatalogueFilterParser.Listings, CatalogueFilterParser.Resources];

    public async Task<IResult> AnswerAsync(CatalogueList list, HttpContext http)
    {
        var reader = new QueryReader(http.Request.Query);
        var choice = SearchChoice.Read(list.List, reader, vocabulary);
        if (reader.Refused.Count > 0) return ListAnswer.Refuse(reader.Refused);
        var filter = CatalogueFilterParser.ToFilter(list, choice) with { Counted = [] };
        var found = await find.RunAsync(filter, CurrentPerson.ViewerOf(http.User), http.RequestAborted);
        return polled.Answer(http, Encoding.UTF8.GetBytes(Write(list, choice, found, LanguageChoice.Of(http))), "application/atom+xml; charset=utf-8");
    }

    private string Write(CatalogueList list, SearchChoice choice, CataloguePage<ListingFound> found, Messages m)
    {
        var text = new StringBuilder();
        using (var xml = XmlWriter.Create(text, new XmlWriterSettings { OmitXmlDeclaration = true, Indent = true }))
        {
            xml.WriteStartElement("feed", Atom);
            xml.WriteAttributeString("xml", "lang", null, m.Language);
            Element(xml, "id", Absolute(SearchUrls.Feed(choice)));
            Element(xml, "title", $"{list.List.Text("title", m)} – CapX");
            // A fixed time, so that an empty feed stays the same between requests.
            Element(xml, "updated", Time(found.Items.Select(item => item.UpdatedAt).DefaultIfEmpty(DateTime.UnixEpoch).Max()));
            Link(xml, "self", Absolute(SearchUrls.Feed(choice)));
            Link(xml, "alternate", Absolute(SearchUrls.Search(choice)));
            if (found.Total > choice.Page * (long)choice.PageSize) Link(xml, "next", Absolute(SearchUrls.Feed(choice with { Page = choice.Page + 1 })));
            foreach (var listing in found.Items) Entry(xml, listing, m);
            xml.WriteEndElement();
        }
        return text.ToString();
    }

    private void Entry(XmlWriter xml, ListingFound listing, Messages m)
    {
        var owner = listing.Owner;
        var (name, address) = owner.Slug is { } slug ? (OrganizationFound.NameOf(owner.Names, m.Chain).Name, OrganizationUrls.Organization(slug))
            : (PersonNames.PlainOf(owner.Username ?? "", owner.DisplayName), PeopleUrls.Person(owner.Username ?? ""));
        xml.WriteStartElement("entry", Atom);
        xml.WriteAttributeString("xml", "lang", null, listing.Language);
        Element(xml, "id", Absolute(ListingUrls.Listing(listing.Id)));
        Element(xml, "title", listing.Title);
        Element(xml, "published", Time(listing.CreatedAt));
        Element(xml, "updated", Time(listing.UpdatedAt));
        Link(xml, "alternate", Absolute(ListingUrls.Listing(listing.Id)));
        xml.WriteStartElement("author", Atom);
        Element(xml, "name", name);
        Element(xml, "uri", Absolute(address));
        xml.WriteEndElement();
        Category(xml, listing.Kind, ListingTexts.Kind(listing, m));
        foreach (var code in listing.Capacities) Category(xml, code, vocabulary.Capacities[code].Name(m.Chain));
        if (listing.Text is { } words) Element(xml, "content", words);
        xml.WriteEndElement();
    }

    private static void Category(XmlWriter xml, string term, string label)
    {
        xml.WriteStartElement("category", Atom);
        xml.WriteAttributeString("term", term);
        xml.WriteAttributeString("label", label);
        xml.WriteEndElement();
    }

    private static void Link(XmlWriter xml, string relation, string address)
    {
        xml.WriteStartElement("link", Atom);
        xml.WriteAttributeString("rel", relation);
        xml.WriteAttributeString("href", address);
        xml.WriteEndElement();
    }

    private static void Element(XmlWriter xml, string name, string text) => xml.WriteElementString(name, Atom, text);

    private static string Time(DateTime utc) => utc.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private string Absolute(string address) => new Uri(site.Public, address).AbsoluteUri;
}
