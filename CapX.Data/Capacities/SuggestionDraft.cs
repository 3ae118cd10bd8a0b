using System.Data.Common;
using CapX.Data.Editing;
using CapX.Data.Permissions;

namespace CapX.Data.Capacities;

/// <summary>The form of a suggestion for the capacity tree.</summary>
public sealed class SuggestionDraft : DraftForm
{
    public override string Code => SuggestionContent.Kind;

    /// <summary>By the code of the capacity that it is about, or the empty string for none.</summary>
    public static string Of(string capacity) => Name(SuggestionContent.Kind, Number(capacity));

    internal override Task<bool> MayFillAsync(DbTransaction transaction, Actor actor, ulong id, DateTime now) => Task.FromResult(true);
}
