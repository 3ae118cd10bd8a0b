using System.Data.Common;
using CapX.Data.Listings;
using Dapper;

namespace CapX.Data.Exchanges;

/// <summary>The listing that an exchange is about, when the viewer may see it.</summary>
public sealed record ExchangeListing(ulong Id, string Title, string Language);

/// <summary>A listing about which a person wants to propose an exchange to its owner.</summary>
public sealed record AskedListing
{
    private const string Sql = $"""
        SELECT l.id AS {nameof(Id)}, l.title AS {nameof(Title)}, l.language AS {nameof(Language)}, l.kind AS {nameof(KindCode)},
               l.person_id AS {nameof(PersonId)}, l.organization_id AS {nameof(OrganizationId)},
               COALESCE((SELECT p.username FROM person p WHERE p.id = l.person_id),
                 (SELECT o.slug FROM organization o WHERE o.id = l.organization_id)) AS {nameof(Owner)},
               l.state = 'open' AND (l.open_until IS NULL OR l.open_until >= @today) AS {nameof(IsOpen)},
               (SELECT GROUP_CONCAT(c.code ORDER BY c.code) FROM listing_capacity h STRAIGHT_JOIN capacity c ON c.id = h.capacity_id
                 WHERE h.listing_id = l.id) AS {nameof(CapacityCodes)}
          FROM listing l
         WHERE l.id = @id AND {ListingVisibility.Sql}
        """;

    public ulong Id { get; init; }
    public required string Title { get; init; }

    /// <summary>The language of the title.</summary>
    public required string Language { get; init; }

    /// <summary>The owner. Exactly one of these two ids is set.</summary>
    public ulong? PersonId { get; init; }
    public ulong? OrganizationId { get; init; }

    /// <summary>The person's user name, or the organization's slug.</summary>
    public required string Owner { get; init; }
    public bool IsOpen { get; init; }

    /// <summary>The kind of proposal: help is offered for an "ask", and anything else is asked for.</summary>
    public ExchangeKind Kind => KindCode == "ask" ? ExchangeKind.Offer : ExchangeKind.Ask;

    /// <summary>The capacities of the listing. Empty when it is about anything.</summary>
    public IReadOnlyList<string> Capacities => CapacityCodes?.Split(',') ?? [];

    internal string KindCode { get; init; } = "ask";
    internal string? CapacityCodes { get; init; }

    internal static Task<AskedListing?> ReadAsync(DbConnection connection, ulong id, ulong viewer, DateTime now, DbTransaction? transaction = null) =>
        connection.QuerySingleOrDefaultAsync<AskedListing>(Sql, new { id, Viewer = viewer, today = now.Date }, transaction);
}

/// <summary>Reads the listing for a new proposal.</summary>
public sealed class AskedListingQuery(Database database, TimeProvider time)
{
    /// <summary>Returns open and closed listings. Null when there is none or the person may not see it. One SQL command.</summary>
    public Task<AskedListing?> RunAsync(ulong id, ulong personId, CancellationToken token = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return database.ReadAsync(connection => AskedListing.ReadAsync(connection, id, personId, now), token);
    }
}
