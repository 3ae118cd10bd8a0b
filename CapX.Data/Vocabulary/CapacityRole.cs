namespace CapX.Data;

/// <summary>How a person stands to a capacity; in the database by these names in lower case.</summary>
public enum CapacityRole
{
    Knows,
    Offers,
    Wants,
}
