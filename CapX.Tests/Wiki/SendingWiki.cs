using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json;
using CapX.App.Wiki;
using Microsoft.AspNetCore.WebUtilities;

namespace CapX.Tests.Wiki;

/// <summary>A wiki in memory that sends mails, saves edits, records them, and fails on request. Access tokens are "access-", the person and a number.</summary>
public sealed class SendingWiki : HttpMessageHandler
{
    private static readonly char[] Dash = ['-'];

    private readonly ConcurrentDictionary<string, string> _refreshToAccess = new();
    private readonly ConcurrentDictionary<string, bool> _good = new();
    private readonly ConcurrentDictionary<string, int> _busy = new();
    private int _number;

    public sealed record Sent(string Action, string Person, string To, string Title, string Text, string Summary);

    /// <summary>The mails and edits that were carried out.</summary>
    public ConcurrentQueue<Sent> All { get; } = new();

    /// <summary>The requested steps: account, siteinfo, csrf, history, emailuser, edit, refresh.</summary>
    public ConcurrentQueue<string> Steps { get; } = new();

    public ConcurrentQueue<(string Authorization, IReadOnlyDictionary<string, string> Parameters)> Calls { get; } = new();

    /// <summary>Error codes for the next mails or edits.</summary>
    public ConcurrentQueue<string> Codes { get; } = new();

    /// <summary>Runs before a step. Its exceptions end the step.</summary>
    public Action<string>? Before { get; set; }

    /// <summary>Runs after a step, before its response arrives.</summary>
    public Action<string>? After { get; set; }

    public bool IsDown { get; set; }

    public TimeSpan Slowness { get; set; }

    /// <summary>The error of the next token refreshes, or null.</summary>
    public (HttpStatusCode Status, string Error)? RefreshFails { get; set; }

    /// <summary>The error code for all API calls of a person, or null.</summary>
    public Func<string, string?> Refused { get; set; } = _ => null;

    /// <summary>The read-only state that the wiki reports.</summary>
    public bool IsReadOnly { get; set; }

    /// <summary>The format of errors: the old one, the list of the new one, or a header with a page.</summary>
    public string ErrorFormat { get; set; } = "error";

    /// <summary>User names by central id. A missing id has no account, and null stands for a locked account.</summary>
    public ConcurrentDictionary<string, string?> Names { get; } = new();

    /// <summary>True if a person ever made two calls at the same time.</summary>
    public bool WasCrowded { get; private set; }

    /// <summary>Issues a pair of tokens for a person.</summary>
    public (string Access, string Refresh) Issue(string person)
    {
        var number = Interlocked.Increment(ref _number);
        var (access, refresh) = ($"access-{person}-{number}", $"refresh-{person}-{number}");
        _good[access] = true;
        _refreshToAccess[refresh] = access;
        return (access, refresh);
    }

    public void Revoke()
    {
        _good.Clear();
        _refreshToAccess.Clear();
    }

    /// <summary>Ends the access tokens. The refresh tokens stay valid.</summary>
    public void Expire() => _good.Clear();

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var text = request.Method == HttpMethod.Post ? await request.Content!.ReadAsStringAsync(cancellationToken) : request.RequestUri!.Query;
        var parameters = QueryHelpers.ParseQuery(text).ToDictionary(p => p.Key, p => p.Value.ToString());
        var authorization = request.Headers.TryGetValues("Authorization", out var values) ? string.Join(',', values) : "";
        var isToken = request.RequestUri!.AbsolutePath.EndsWith(MediaWikiDefaults.TokenPath, StringComparison.Ordinal);
        var step = isToken ? "refresh"
            : parameters["action"] switch
            {
                "query" when parameters.ContainsKey("guiid") => "account",
                "query" when parameters.GetValueOrDefault("meta") == "siteinfo" => "siteinfo",
                "query" when parameters.GetValueOrDefault("prop") == "revisions" => "history",
                "query" => "csrf",
                var action => action
            };
        if (IsDown) throw new HttpRequestException(HttpRequestError.ConnectionError);
        Steps.Enqueue(step);
        Calls.Enqueue((authorization, parameters));
        var person = authorization.Split(Dash) is [_, var id, _] ? id : "";
        if (person.Length > 0 && _busy.AddOrUpdate(person, 1, (_, n) => n + 1) > 1) WasCrowded = true;
        try
        {
            Before?.Invoke(step);
            if (Slowness > TimeSpan.Zero) await Task.Delay(Slowness, cancellationToken);
            var answer = isToken ? Refresh(parameters)
                : step == "account" ? Account(parameters["guiid"])
                : step == "siteinfo" ? Query(new { general = new { @readonly = IsReadOnly } }) : Api(step, authorization, person, parameters);
            After?.Invoke(step);
            return answer;
        }
        finally
        {
            if (person.Length > 0) _busy.AddOrUpdate(person, 0, (_, n) => n - 1);
        }
    }

    private HttpResponseMessage Refresh(Dictionary<string, string> parameters)
    {
        if (RefreshFails is { } fails) return Json(new { error = fails.Error }, fails.Status);
        if (!_refreshToAccess.TryRemove(parameters["refresh_token"], out var old)) return Json(new { error = "invalid_request" }, HttpStatusCode.Unauthorized);
        _good.TryRemove(old, out _);
        var (access, refresh) = Issue(old.Split(Dash)[1]);
        return Json(new { token_type = "Bearer", expires_in = 14400, access_token = access, refresh_token = refresh });
    }

    private HttpResponseMessage Account(string id) => Names.TryGetValue(id, out var name)
        ? name is null ? Query(new { globaluserinfo = new { name = "Locked", locked = true } }) : Query(new { globaluserinfo = new { name } })
        : Query(new { globaluserinfo = new { missing = true } });

    private HttpResponseMessage Api(string step, string authorization, string person, Dictionary<string, string> parameters)
    {
        var access = authorization.StartsWith("Bearer ", StringComparison.Ordinal) ? authorization["Bearer ".Length..] : "";
        if (Refused(person) is { } refused) return Error(refused);
        if (!_good.ContainsKey(access)) return Error("mwoauth-invalid-authorization");
        switch (step)
        {
            case "csrf": return Query(new { tokens = new { csrftoken = $"csrf of {access}+\\" } });
            case "history":
                var found = All.Where(s => s.Action == "edit" && s.To == parameters["titles"]).Select(s => new { comment = s.Summary });
                return Query(new { pages = new[] { new { title = parameters["titles"], revisions = found } } });
        }
        if (parameters["token"] != $"csrf of {access}+\\") return Error("badtoken");
        if (Codes.TryDequeue(out var code))
        {
            if (code == "captcha") return Json(new { edit = new { result = "Failure", captcha = new { type = "image" } } });
            return code == "http-503" ? new HttpResponseMessage(HttpStatusCode.ServiceUnavailable) { Content = new StringContent("<html>") } : Error(code);
        }
        All.Enqueue(step == "edit"
            ? new Sent(step, person, parameters["title"], parameters["sectiontitle"], parameters["text"], parameters["summary"])
            : new Sent(step, person, parameters["target"], parameters["subject"], parameters["text"], ""));
        return step == "edit" ? Json(new { edit = new { result = "Success", newrevid = 12 } }) : Json(new { emailuser = new { result = "Success" } });
    }

    private static HttpResponseMessage Query(object query) => Json(new { batchcomplete = true, query });

    private HttpResponseMessage Error(string code)
    {
        if (ErrorFormat == "errors") return Json(new { errors = new[] { new { code, text = "Raw text" } } });
        if (ErrorFormat == "error") return Json(new { error = new { code, info = "Raw text" } });
        var page = new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent("<html>Raw text</html>", Encoding.UTF8, "text/html") };
        page.Headers.Add("MediaWiki-API-Error", code);
        return page;
    }

    private static HttpResponseMessage Json(object body, HttpStatusCode status = HttpStatusCode.OK) =>
        new(status) { Content = new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json") };
}

/// <summary>Ends the current operation as if the process had been killed.</summary>
public sealed class KilledException : Exception;
