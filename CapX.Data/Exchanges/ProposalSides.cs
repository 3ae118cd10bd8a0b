using System.Data.Common;
using CapX.Data.Content;
using CapX.Data.Permissions;
using Dapper;

namespace CapX.Data.Exchanges;

/// <summary>The two sides of a proposal. Each side is either a person or an organization.</summary>
internal sealed record ProposalSides
{
    // Requires that the viewer can see the person. IsOwn is true when that person is also on the proposing side.
    private static readonly string PersonSql = $"""
        SELECT p.not_taking_until AS {nameof(Facts.NotTakingUntil)},
               {PersonBlock.BetweenSql("p.id", "@Viewer")} AS {nameof(Facts.IsBlocked)},
               p.id = @Viewer OR EXISTS (SELECT 1 FROM organization_person m WHERE m.organization_id = @ByOrganization AND m.person_id = p.id
                 AND {Managing.Sql}) AS {nameof(Facts.IsOwn)},
               TRUE AS {nameof(Facts.IsSpokenFor)}
          FROM person p
         WHERE p.id = @ToPerson AND {PersonVisibility.Sql}
        """;

    // Organizations always take requests. A manager's block does not matter, because another manager can answer.
    private const string OrganizationSql = $"""
        SELECT {Managing.ByViewerSql} AS {nameof(Facts.IsOwn)},
               {Managing.ByAnyoneSql} AS {nameof(Facts.IsSpokenFor)}
          FROM organization o
         WHERE o.id = @ToOrganization AND o.state = 'confirmed'
        """;

    private const string SpeaksSql = $"""
        SELECT COUNT(*) FROM organization_person m JOIN organization o ON o.id = m.organization_id
         WHERE m.organization_id = @ByOrganization AND m.person_id = @Viewer AND {Managing.Sql} AND o.state = 'confirmed'
        """;

    // The daily limit applies to the person who writes and to the organization on whose behalf they write.
    private const string ProposedSql = """
        SELECT GREATEST((SELECT COUNT(*) FROM exchange_change h WHERE h.author_id = @Viewer AND h.state = 'proposed' AND h.changed_at > @dayAgo)
                        + (SELECT COUNT(*) FROM kept_limit k WHERE k.person_id = @Viewer AND k.kind = 'proposal' AND k.made_at > @dayAgo),
                        (SELECT COUNT(*) FROM exchange e WHERE e.proposer_organization_id = @ByOrganization AND e.proposed_at > @dayAgo))
        """;

    private const string BySql = "e.proposer_person_id <=> @ByPerson AND e.proposer_organization_id <=> @ByOrganization";
    private const string BetweenSql = $"{BySql} AND e.recipient_person_id <=> @ToPerson AND e.recipient_organization_id <=> @ToOrganization";

    private const string DeclinedSql = $"""
        SELECT (SELECT COUNT(*) FROM exchange e WHERE {BetweenSql} AND e.state = 'declined' AND e.changed_at > @declinedSince)
             + (SELECT COUNT(*) FROM kept_limit k WHERE k.person_id = @ByPerson AND k.kind = 'declined' AND k.by_person_id <=> @ToPerson
               AND k.organization_id <=> @ToOrganization AND k.made_at > @declinedSince)
        """;

    private const string SameSql =
        $"SELECT MIN(e.id) FROM exchange e WHERE {BetweenSql} AND e.state = 'proposed' AND e.kind = @kind AND e.capacity_id = @capacity";

    private const string SameListingSql = $"SELECT MIN(e.id) FROM exchange e WHERE {BySql} AND e.state = 'proposed' AND e.listing_id = @listing";

    /// <summary>The person who writes it, personally or on behalf of an organization.</summary>
    public required ulong Viewer { get; init; }
    public ulong? ByOrganization { get; init; }
    public ulong? ToPerson { get; init; }
    public ulong? ToOrganization { get; init; }
    public ulong? ByPerson => ByOrganization is null ? Viewer : null;

    /// <summary>Returns why the proposal is not possible, or null when it is.</summary>
    public async Task<ProposalRefusal?> RefusalAsync(DbTransaction transaction, DateTime now)
    {
        var connection = transaction.Connection!;
        var values = new
        {
            Viewer, ByOrganization, ByPerson, ToPerson, ToOrganization, dayAgo = now.AddDays(-1),
            declinedSince = now.AddDays(-ProposeCommand.DaysAfterDeclines)
        };
        if (ByOrganization is not null && await connection.ExecuteScalarAsync<long>(SpeaksSql, values, transaction) == 0) return ProposalRefusal.NotSpeaking;
        switch (await connection.QuerySingleOrDefaultAsync<Facts>(ToPerson is null ? OrganizationSql : PersonSql, values, transaction))
        {
            case null: return ProposalRefusal.NotFound;
            case { IsOwn: true }: return ProposalRefusal.Own;
            case { IsSpokenFor: false }: return ProposalRefusal.NobodySpeaks;
            case { NotTakingUntil: { } until } when until >= DateOnly.FromDateTime(now): return ProposalRefusal.NotTaking;
            case { IsBlocked: true }: return ProposalRefusal.NotTaking;
        }
        if (await connection.ExecuteScalarAsync<long>(ProposedSql, values, transaction) >= ProposeCommand.MostADay) return ProposalRefusal.TooMany;
        return await connection.ExecuteScalarAsync<long>(DeclinedSql, values, transaction) >= 2 ? ProposalRefusal.DeclinedTwice : null;
    }

    /// <summary>Returns the open proposal about the same listing, or about the same capacity when there is no listing. Null when there is none.</summary>
    public Task<ulong?> SameAsync(DbTransaction transaction, string kind, uint capacity, ulong? listing) =>
        transaction.Connection!.QuerySingleOrDefaultAsync<ulong?>(listing is null ? SameSql : SameListingSql,
            new { ByOrganization, ByPerson, ToPerson, ToOrganization, kind, capacity, listing }, transaction);

    private sealed record Facts
    {
        public DateOnly? NotTakingUntil { get; init; }
        public bool IsBlocked { get; init; }
        public bool IsOwn { get; init; }
        public bool IsSpokenFor { get; init; }
    }
}
