using CapX.App.Shell;
using CapX.Data.Editing;
using CapX.Data.Index;
using CapX.Data.Matches;
using CapX.Data.People;

namespace CapX.App.People;

/// <summary>Registers the services to find people and edit profiles.</summary>
public static class PeopleExtensions
{
    public static IServiceCollection AddPeople(this IServiceCollection services) => services
        .AddSingleton(new ContentAddress(PersonContent.Kind, PeopleUrls.Person))
        .AddSingleton(new StoredKind("profile", "chosen", "changed") { Href = _ => PeopleUrls.EditProfile })
        .AddSingleton(new StoredKind("drafts", "you", null, "drafts") { Count = export => export.Drafts.Count, Href = _ => PeopleUrls.EditProfile })
        .AddSingleton(PeopleFilterParser.List.Address)
        .AddSingleton<PeopleIndex>()
        .AddSingleton<FindPeopleQuery>()
        .AddSingleton<FindPersonQuery>()
        .AddSingleton<MatchesQuery>()
        .AddSingleton<ProfileQuery>()
        .AddSingleton<SaveProfileCommand>()
        .AddSingleton<DraftQuery>()
        .AddSingleton<SaveDraftCommand>()
        .AddSingleton<DropDraftCommand>();
}
