using System.Data.Common;

namespace CapX.Data.Events;

/// <summary>Deletes the events that only a person whose account is erased organizes, and fills the places that become free.</summary>
internal sealed class EventsWatch : AccountWatch
{
    private IReadOnlyList<ulong> _others = [];

    protected override async Task LeaveAsync(DbTransaction transaction, ulong personId, DateTime now) =>
        _others = await EventErasure.LeaveAsync(transaction, personId, now);

    protected override Task SettleAsync(DbTransaction transaction, DateTime now) => EventErasure.SettleAsync(transaction, _others, now);
}
