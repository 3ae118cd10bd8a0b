using CapX.App.I18n;
using CapX.Data.Exchanges;
using CapX.Data.People;

namespace CapX.App.Exchanges;

/// <summary>The recipient of a proposal, with what its form needs: a person or an organization.</summary>
internal sealed record ProposalTo
{
    public ulong? PersonId { get; init; }
    public ulong? OrganizationId { get; init; }
    public required string Name { get; init; }

    /// <summary>The page of the person or the organization.</summary>
    public required string Page { get; init; }

    /// <summary>The slug of the organization.</summary>
    public string? Slug { get; init; }
    public required IReadOnlyList<SharedCapacity> Offers { get; init; }
    public required IReadOnlyList<SharedCapacity> Wants { get; init; }

    /// <summary>The languages that the person speaks.</summary>
    public IReadOnlyList<string> Languages { get; init; } = [];
    public DateOnly? NotTakingUntil { get; init; }

    /// <summary>Why no proposal can be sent, whatever its content. Null when one can.</summary>
    public ProposalRefusal? Refusal { get; init; }

    public static ProposalTo Of(PersonFound person, ulong viewer, DateOnly today) => new()
    {
        PersonId = person.Id,
        Name = PersonNames.PlainOf(person.Username, person.DisplayName),
        Page = PeopleUrls.Person(person.Username),
        Offers = person.Offers,
        Wants = person.Wants,
        Languages = CommonLanguages.Spoken(person),
        NotTakingUntil = person.NotTakingUntil is { } until && until >= today ? until : null,
        Refusal = person.Id == viewer ? ProposalRefusal.Own : null,
    };

    public static ProposalTo Of(AskedOrganization asked, Messages m) => new()
    {
        OrganizationId = asked.Organization.Id,
        Name = asked.Organization.Name(m.Chain).Name,
        Page = OrganizationUrls.Organization(asked.Organization.Slug),
        Slug = asked.Organization.Slug,
        Offers = asked.Organization.Offers,
        Wants = asked.Organization.Wants,
        Refusal = asked.IsOwn ? ProposalRefusal.Own : asked.IsSpokenFor ? null : ProposalRefusal.NobodySpeaks,
    };
}
