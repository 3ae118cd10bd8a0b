using System.Collections.Concurrent;

namespace CapX.App.PracticeWiki;

/// <summary>The mails and edits that the practice wiki received, in memory only, and the responses it was told to give next.</summary>
public sealed class PracticeMail(TimeProvider time)
{
    /// <summary>Performs the request, then closes the connection without a response.</summary>
    public const string Silence = "silence";

    /// <summary>The error page with status 503.</summary>
    public const string OutOfOrder = "http-503";

    public const string Captcha = "captcha";

    /// <summary>All responses that can be queued.</summary>
    public static readonly IReadOnlyList<string> Answers =
    [
        "notarget", "noemail", "nowikiemail", "emailnotarget", "noemailtext", "nowikiemailtext", "baduser_target", "cantsend", "blockedemailuser",
        "ratelimited", "readonly", "usermaildisabled", "badaccess", "badtoken", "missingparam",
        "internal_api_error_DBQueryError", "mwoauth-invalid-authorization",
        "mwoauth-invalid-authorization-not-approved", "mwoauth-invalid-authorization-blocked-user", "mwoauth-invalid-authorization-invalid-user",
        "mwoauth-invalid-authorization-wrong-wiki", "cantcreate", "blocked", "protectedpage", "spamprotectionmatch", Captcha, OutOfOrder, Silence,
    ];

    private readonly ConcurrentQueue<string> _next = new();
    private readonly ConcurrentQueue<Received> _received = new();

    /// <summary>A mail or a new section on a talk page. For a mail the title is the subject.</summary>
    public sealed record Received(DateTimeOffset At, bool IsMail, string From, string To, string Title, string Text, string Summary);

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<Received> All => [.. _received];

    /// <summary>Queues a response. Unknown codes are ignored. Development only.</summary>
    public void AnswerNext(string code)
    {
        if (Answers.Contains(code)) _next.Enqueue(code);
    }

    /// <summary>The MediaWiki releases it can imitate. The error codes of wiki mail differ between them.</summary>
    public static readonly IReadOnlyList<string> Releases = ["1.43", "1.39"];

    public string Release { get; private set; } = Releases[0];

    /// <summary>Sets the release. Unknown releases are ignored.</summary>
    public void AnswerAs(string release)
    {
        if (Releases.Contains(release)) Release = release;
    }

    /// <summary>Translates an error code of 1.39 to the current release.</summary>
    public string Code(string code) => Release == Releases[0] ? code switch
    {
        "notarget" => "emailnotarget",
        "noemail" => "noemailtext",
        "nowikiemail" => "nowikiemailtext",
        _ => code,
    } : code;

    public string? Next() => _next.TryDequeue(out var code) ? code : null;

    public void Keep(bool isMail, string from, string to, string title, string text, string summary = "") =>
        _received.Enqueue(new Received(time.GetUtcNow(), isMail, from, to, title, text, summary));

    public void Forget()
    {
        _next.Clear();
        Release = Releases[0];
        _received.Clear();
    }
}
