namespace CapX.App.PracticeWiki;

/// <summary>The action API of the practice wiki: who somebody is. What can be sent through the wiki comes with the first message.</summary>
internal static class PracticeActionApi
{
    private const string HomeWiki = "metawiki";

    /// <summary>Answers with status 200 whatever goes wrong, as the wiki does: the error is in the body and in a header.</summary>
    public static async Task<IResult> AnswerAsync(HttpRequest request, PracticeGrants grants)
    {
        var form = request.HasFormContentType ? await request.ReadFormAsync() : FormCollection.Empty;
        string? Parameter(string name) => form.TryGetValue(name, out var posted) ? posted.ToString() : request.Query.TryGetValue(name, out var asked) ? asked.ToString() : null;
        var caller = grants.Caller(request.Headers.Authorization);
        if (request.Headers.Authorization.ToString().StartsWith("Bearer ", StringComparison.Ordinal) && caller is null)
            return Error(request, "mwoauth-invalid-authorization", "The authorization headers in your request are not valid.");
        if (Parameter("assert") == "user" && caller is null) return Error(request, "assertuserfailed", "You are no longer logged in, so the action could not be completed.");
        return Parameter("action") switch
        {
            "query" => Query(Parameter, caller),
            var other => Error(request, "badvalue", $"Unrecognized value for parameter \"action\": {other}."),
        };
    }

    private static IResult Query(Func<string, string?> parameter, PracticeAccount? caller)
    {
        var query = new Dictionary<string, object>(StringComparer.Ordinal);
        var isModern = parameter("formatversion") is "2" or "latest";
        object Flag() => isModern ? true : "";
        foreach (var part in (parameter("meta") ?? "").Split('|'))
        {
            switch (part)
            {
                case "globaluserinfo": query[part] = GlobalAccount(parameter("guiuser"), Flag()); break;
                case "tokens": query[part] = new { csrftoken = caller is null ? "+\\" : $"{caller.Id:x32}+\\" }; break;
                case "userinfo": query[part] = caller is null ? new { id = 0, name = "Anonymous", anon = Flag() } : new { id = caller.Id, name = caller.Username }; break;
            }
        }
        if (parameter("list") == "users") query["users"] = (parameter("ususers") ?? "").Split('|', StringSplitOptions.RemoveEmptyEntries).Select(name => LocalAccount(name, Flag()));
        return Results.Json(new { batchcomplete = Flag(), query });
    }

    private static Dictionary<string, object> GlobalAccount(string? name, object flag)
    {
        if (PracticeAccount.Named(name) is not { } account) return new() { ["name"] = name ?? "", ["missing"] = flag };
        var info = new Dictionary<string, object> { ["home"] = HomeWiki, ["id"] = account.Id, ["registration"] = "2026-01-01T12:00:00Z", ["name"] = account.Username };
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
