namespace CapX.App.PracticeWiki;

/// <summary>Sends mail and adds talk page sections, with MediaWiki's errors. The sample accounts define which error each gets.</summary>
internal static class PracticeSending
{
    private const string TalkNamespace = "User talk:";

    public static (string? Code, object? Answer) Mail(Func<string, string?> parameter, PracticeGrants.Pair? caller, bool hasToken, PracticeMail mail)
    {
        if (Missing(parameter, "target", "subject", "text", "token")) return ("missingparam", null);
        if (!hasToken || caller is null) return ("badtoken", null);
        if (!caller.Consumer.Grants.Contains("sendemail")) return ("badaccess", null);
        var next = mail.Next();
        if (next is not (null or PracticeMail.Silence)) return (next, null);
        if (caller.Account.CannotMail is { } cannot) return (cannot, null);
        if (PracticeAccount.Named(parameter("target")) is not { } target) return (mail.Code("notarget"), null);
        if (target.RefusesMail is { } refuses) return (mail.Code(refuses), null);
        mail.Keep(isMail: true, caller.Account.Username, target.Username, parameter("subject")!, parameter("text")!);
        return (next, new { emailuser = new { result = "Success" } });
    }

    public static (string? Code, object? Answer) Edit(Func<string, string?> parameter, PracticeGrants.Pair? caller, bool hasToken, PracticeMail mail)
    {
        if (Missing(parameter, "title", "text", "token")) return ("missingparam", null);
        if (!hasToken || caller is null) return ("badtoken", null);
        if (!caller.Consumer.Grants.Contains("editpage")) return ("badaccess", null);
        var next = mail.Next();
        if (next is not (null or PracticeMail.Silence)) return (next, null);
        if (caller.Account.CannotEdit is { } cannot) return (cannot, null);
        var title = parameter("title")!;
        if (!title.StartsWith(TalkNamespace, StringComparison.Ordinal) || PracticeAccount.Named(title[TalkNamespace.Length..]) is not { } owner)
            return ("cantcreate", null);
        if (owner.RefusesTalk is { } refuses) return (refuses, null);
        mail.Keep(isMail: false, caller.Account.Username, owner.Username, parameter("sectiontitle") ?? "", parameter("text")!, parameter("summary") ?? "");
        return (next, new
        {
            edit = new
            {
                result = "Success", pageid = 1, title, contentmodel = "wikitext", oldrevid = 0, newrevid = mail.All.Count,
                newtimestamp = "2026-01-01T12:00:00Z"
            }
        });
    }

    /// <summary>The newest edits of one user on one page.</summary>
    public static object History(Func<string, string?> parameter, PracticeMail mail) => new
    {
        ns = 3,
        title = parameter("titles"),
        revisions = mail.All.Where(r => !r.IsMail && TalkNamespace + r.To == parameter("titles") && r.From == parameter("rvuser")).Reverse()
            .Select(r => new { comment = r.Summary }).ToArray(),
    };

    private static bool Missing(Func<string, string?> parameter, params string[] names) => names.Any(name => string.IsNullOrEmpty(parameter(name)));
}
