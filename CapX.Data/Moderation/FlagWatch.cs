using System.Data.Common;
using CapX.Data.Content;

namespace CapX.Data.Moderation;

/// <summary>Looks for flagged words in content that is saved.</summary>
internal sealed class FlagWatch : ContentWatch
{
    protected override Task LookAsync(DbTransaction transaction, ContentKind kind, ulong id, DateTime now) =>
        FlagWords.LookAsync(transaction, kind, id, now);
}
