namespace CapX.Data.Events;

/// <summary>The facets that only events have.</summary>
public static class EventFacets
{
    /// <summary>The way an event is held.</summary>
    public static readonly Facet Kind = new("kind") { Codes = EventKind.All, CodeKeys = "events-kind" };
}
