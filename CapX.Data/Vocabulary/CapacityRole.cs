namespace CapX.Data;

/// <summary>A person's relation to a capacity. The database stores the names in lower case.</summary>
public enum CapacityRole
{
    Knows,
    Offers,
    Wants,
}
