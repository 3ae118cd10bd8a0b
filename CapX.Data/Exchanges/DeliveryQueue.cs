using System.Data.Common;

namespace CapX.Data.Exchanges;

internal static class DeliveryQueue
{
    public static void Add(DbTransaction transaction, ulong senderId, ulong recipientId, ulong exchangeId, ulong messageId, DateTime now)
    {
    }
}
