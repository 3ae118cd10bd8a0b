using System.Text;
using CapX.Data.Capacities;
using CapX.Data.Editing;
using CapX.Data.Exchanges;
using CapX.Data.Listings;
using CapX.Data.Moderation;
using CapX.Data.Organizations;
using CapX.Data.People;
using CapX.Data.Permissions;
using CapX.Data.Privacy;
using CapX.Tests.Exchanges;
using CapX.Tests.Infra;
using CapX.Tests.Moderation;

namespace CapX.Tests.Privacy;

/// <summary>The actions with a limit.</summary>
internal static class CountedActs
{
    /// <summary>True if the action succeeded, false if the limit refused it.</summary>
    public static async Task<bool> DoAsync(DatabaseFixture data, Pair pair, Actor actor, string kind, int number)
    {
        var text = $"Number {number} {pair.Clock.Now:O}";
        return kind switch
        {
            "proposal" => await pair.Propose.RunAsync(actor,
                pair.Proposal() with { RecipientId = pair.Stranger.PersonId, Capacity = data.Vocabulary.Capacities.Entries.ElementAt(number).Code })
                    is var made && (made is ProposalMade || Refused(made == new ProposalRefused(ProposalRefusal.TooMany))),
            "listing" => await new SaveListingCommand(data.Database, data.Vocabulary, pair.Clock).PostAsync(actor,
                new ListingForm { Kind = ListingKind.Ask, Title = text, Language = "en", Capacities = ["openrefine"] }, Guid.NewGuid()) is var made
                    && (made is ListingSaved || Refused(made is ListingTooMany)),
            "suggestion" => (await new SuggestCapacityCommand(data.Database, data.Vocabulary, pair.Clock).RunAsync(actor,
                new SuggestionTyped { Kind = SuggestionKind.Other, Language = "en", Reason = text }, Guid.NewGuid())).Acted is var acted
                    && (acted == CapacityActResult.Done || Refused(acted == CapacityActResult.TooOften)),
            "report" => await new ReportCommand(data.Database, data.Vocabulary, pair.News, pair.Clock).RunAsync(new Reporter { Actor = actor },
                ModerationRig.Form(PersonContent.Kind, "Stranger")) is var made
                    && (made is Reported || Refused(made == new ReportRefused(ReportRefusal.TooMany))),
            "export" => await new TakeExportCommand(data.Database, pair.Clock).RunAsync(actor) is var wait && (wait is null || Refused(wait > TimeSpan.Zero)),
            _ => await new ProposeOrganizationCommand(data.Database, data.Vocabulary, pair.Clock).RunAsync(actor,
                new OrganizationForm { Type = "user-group", Names = [new OrganizationName("en", $"Group {Encoding.UTF8.GetByteCount(text)} {number}")] },
                Guid.NewGuid()) is var made && (made is OrganizationSaved || Refused(made is FormTooOften)),
        };
    }

    private static bool Refused(bool isForTooMany) => isForTooMany ? false : throw new InvalidOperationException("Refused for another reason.");
}
