namespace CapX.Data.Organizations;

/// <summary>The facets that only organizations have.</summary>
public static class OrganizationFacets
{
    public static readonly Facet Type = new("type") { Codes = OrganizationType.All, CodeKeys = "organizations-type" };
}
