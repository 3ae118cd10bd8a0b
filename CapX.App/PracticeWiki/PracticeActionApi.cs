namespace CapX.App.PracticeWiki;

/// <summary>The action API of the practice wiki: account information, wiki mail, new sections on talk pages.</summary>
internal static class PracticeActionApi
{
    private const string HomeWiki = "metawiki";

    /// <summary>Responds with status 200 even for errors, as MediaWiki does. The error is in the body and in a header.</summary>
    public static async Task<IResult> AnswerAsync(HttpRequest request, PracticeGrants grants, PracticeMail mail)
    {
        var form = request.HasFormContentType ? await request.ReadFormAsync() : FormCollection.Empty;
        string? Parameter(string name) =>
            form.TryGetValue(name, out var posted) ? posted.ToString() : request.Query.TryGetValue(name, out var asked) ? asked.ToString() : null;
        var hasToken = grants.IsGood(request.Headers.Authorization, Parameter("token"));
        var caller = grants.Caller(request.Headers.Authorization);
        if (request.Headers.Authorization.ToString().StartsWith("Bearer ", StringComparison.Ordinal) && caller is null)
            return Error(request, "mwoauth-invalid-authorization", "The authorization headers in your request are not valid.");
        if (Parameter("assert") == "user" && caller is null)
            return Error(request, "assertuserfailed", "You are no longer logged in, so the action could not be completed.");
        return Parameter("action") switch
        {
            "query" => Query(Parameter, caller, mail),
            "emailuser" or "edit" when !HttpMethods.IsPost(request.Method) => Error(request, "mustbeposted", "This module requires a POST request."),
            "emailuser" => Told(request, PracticeSending.Mail(Parameter, caller, hasToken, mail)),
            "edit" => Told(request, PracticeSending.Edit(Parameter, caller, hasToken, mail)),
            var other => Error(request, "badvalue", $"Unrecognized value for parameter \"action\": {other}."),
        };
    }

    /// <summary>Writes a response as MediaWiki does, or simulates an outage.</summary>
    private static IResult Told(HttpRequest request, (string? Code, object? Answer) outcome)
    {
        switch (outcome.Code)
        {
            case PracticeMail.Silence:
                request.HttpContext.Abort();
                return Results.Empty;
            case PracticeMail.OutOfOrder:
                return Results.Text("<!DOCTYPE html><title>Wikimedia Error</title>", "text/html",
                statusCode: StatusCodes.Status503ServiceUnavailable);
            case PracticeMail.Captcha: return Results.Json(new { edit = new { result = "Failure", captcha = new { type = "image", id = "1" } } });
            case { } code: return Error(request, code, "The practice wiki refuses this. <b>Raw</b> text of an error.");
            default: return Results.Json(outcome.Answer);
        }
    }

    private static IResult Query(Func<string, string?> parameter, PracticeGrants.Pair? pair, PracticeMail mail)
    {
        var caller = pair?.Account;
        var query = new Dictionary<string, object>(StringComparer.Ordinal);
        var isModern = parameter("formatversion") is "2" or "latest";
        object Flag() => isModern ? true : "";
        foreach (var part in (parameter("meta") ?? "").Split('|'))
        {
            switch (part)
            {
                case "globaluserinfo":
                    query[part] = GlobalAccount(parameter("guiid") is { } id ? PracticeAccount.OfId(id)
                    : PracticeAccount.Named(parameter("guiuser")), parameter("guiuser"), Flag()); break;
                case "tokens": query[part] = new { csrftoken = pair is null ? "+\\" : pair.Csrf }; break;
                case "userinfo":
                    query[part] = caller is null ? new { id = 0, name = "Anonymous", anon = Flag() }
                    : new { id = caller.Id, name = caller.Username }; break;
            }
        }
        if (parameter("list") == "users")
            query["users"] = (parameter("ususers") ?? "").Split('|', StringSplitOptions.RemoveEmptyEntries).Select(name => LocalAccount(name, Flag()));
        if (parameter("prop") == "revisions") query["pages"] = new[] { PracticeSending.History(parameter, mail) };
        return Results.Json(new { batchcomplete = Flag(), query });
    }

    private static Dictionary<string, object> GlobalAccount(PracticeAccount? account, string? name, object flag)
    {
        if (account is null) return new() { ["name"] = name ?? "", ["missing"] = flag };
        var info = new Dictionary<string, object>
        {
            ["home"] = HomeWiki, ["id"] = account.Id, ["registration"] = "2026-01-01T12:00:00Z",
            ["name"] = account.Username
        };
        if (account.Locked) info["locked"] = flag;
        return info;
    }

    private static Dictionary<string, object> LocalAccount(string name, object flag)
    {
        if (name.IndexOfAny(['#', '<', '>', '[', ']', '{', '}', '@', '/']) >= 0) return new() { ["name"] = name, ["invalid"] = flag };
        if (PracticeAccount.Named(name) is not { } account) return new() { ["name"] = name, ["missing"] = flag };
        return account.Emailable
            ? new() { ["userid"] = account.Id, ["name"] = account.Username, ["emailable"] = flag }
            : new() { ["userid"] = account.Id, ["name"] = account.Username };
    }

    private static IResult Error(HttpRequest request, string code, string info)
    {
        request.HttpContext.Response.Headers["MediaWiki-API-Error"] = code;
        return Results.Json(new { error = new { code, info } });
    }
}
