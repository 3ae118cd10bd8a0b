using System.Collections.Concurrent;

namespace CapX.App.PracticeWiki;

/// <summary>What the practice wiki was given to send or to write, in memory only, and the answers that it was told to give next.</summary>
public sealed class PracticeMail(TimeProvider time)
{
    /// <summary>Does as asked and then says nothing: the connection breaks.</summary>
    public const string Silence = "silence";

    /// <summary>The page of errors with status 503.</summary>
    public const string OutOfOrder = "http-503";

    public const string Captcha = "captcha";

    /// <summary>Every answer that can be told to come next.</summary>
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

    /// <summary>A mail, or a new section of a talk page. For a mail the title is the subject.</summary>
    public sealed record Received(DateTimeOffset At, bool IsMail, string From, string To, string Title, string Text, string Summary);

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<Received> All => [.. _received];

    /// <summary>Nobody outside development reaches this; what is no answer is passed over.</summary>
    public void AnswerNext(string code)
    {
        if (Answers.Contains(code)) _next.Enqueue(code);
    }

    /// <summary>The releases of MediaWiki as which it can answer: the codes of wiki e-mail differ.</summary>
    public static readonly IReadOnlyList<string> Releases = ["1.43", "1.39"];

    public string Release { get; private set; } = Releases[0];

    /// <summary>What is no release is passed over.</summary>
    public void AnswerAs(string release)
    {
        if (Releases.Contains(release)) Release = release;
    }

    /// <summary>A code of 1.39 as this release says it.</summary>
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
