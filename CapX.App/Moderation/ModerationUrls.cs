using System.Globalization;
using CapX.Data.Moderation;

namespace CapX.App;

/// <summary>URLs of reports, moderation and roles.</summary>
public static class ModerationUrls
{
    /// <summary>The report form. What is reported is posted to it, and is in no URL.</summary>
    public const string Report = "/report";

    /// <summary>The name of the form that says what is reported.</summary>
    public const string ReportStart = "start";

    public const string Reports = "/reports";
    public const string Moderation = "/moderation";
    public const string ModerationClosed = $"{Moderation}?closed=1";
    public const string FlagWords = $"{Moderation}/words";
    public const string RemoveFlagWord = $"{FlagWords}/remove";
    public const string Roles = $"{Moderation}/roles";
    public const string TakeRole = $"{Roles}/take";
    public const string MyDecisions = "/decisions";
    public const string Transparency = "/transparency";

    /// <summary>The state of a report, for its author.</summary>
    public static string Receipt(string key) => $"{Reports}/{key}";

    public static string Case(ulong id) => string.Create(CultureInfo.InvariantCulture, $"{Moderation}/cases/{id}");

    /// <summary>The endpoint to claim or release a case.</summary>
    public static string CaseAct(ulong id, string act) => $"{Case(id)}/{act}";

    public static string UndoDecision(ulong caseId, ulong decision) => string.Create(CultureInfo.InvariantCulture, $"{Case(caseId)}/undo/{decision}");

    /// <summary>A case with the outcome of an action.</summary>
    public static string CaseSaying(ulong id, CaseActResult came) => $"{Case(id)}?came={came.ToString().ToLowerInvariant()}";

    /// <summary>A decision, for the person concerned.</summary>
    public static string Decision(ulong id) => string.Create(CultureInfo.InvariantCulture, $"{MyDecisions}/{id}");

    public static string RolesSaying(CaseActResult came) => $"{Roles}?came={came.ToString().ToLowerInvariant()}";

    public static string FlagWordsSaying(CaseActResult came) => $"{FlagWords}?came={came.ToString().ToLowerInvariant()}";
}
