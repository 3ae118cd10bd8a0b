using CapX.App.People;
using CapX.App.Shell;
using CapX.Data.Events;

namespace CapX.App.Events;

/// <summary>Registers the services to find, edit and join events.</summary>
public static class EventsExtensions
{
    public static IServiceCollection AddEvents(this IServiceCollection services) => services
        .AddSingleton(new StoredKind("events", "organizers", "deleted")
        {
            Count = export => export.Of<ExportedEvents>() is var events ? events.Organizer.Total + events.Registrations.Total + events.Learned.Total : 0,
            Href = _ => EventUrls.Events,
        })
        .AddSingleton(new ContentAddress(EventContent.Kind, key => $"{EventUrls.Events}/{key}") { Without = EventUrls.Events })
        .AddSingleton<FindEventsQuery>()
        .AddSingleton<EventQuery>()
        .AddSingleton<ComingEventsQuery>()
        .AddSingleton<OrganizedEventsQuery>()
        .AddSingleton<PersonPart, EventsOfPerson>()
        .AddSingleton<SaveEventCommand>()
        .AddSingleton<RegisterCommand>()
        .AddSingleton<OrganizeEventCommand>()
        .AddSingleton<AnswerEventCommand>()
        .AddSingleton<WriteLearnedCommand>()
        .AddSingleton<RemindEventsCommand>()
        .AddHostedService<EventReminderWorker>();
}
