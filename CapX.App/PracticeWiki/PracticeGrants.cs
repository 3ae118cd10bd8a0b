using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;

namespace CapX.App.PracticeWiki;

/// <summary>The state of the practice wiki's OAuth server, in memory only: codes, and tokens with their accounts.</summary>
public sealed class PracticeGrants(TimeProvider time)
{
    private static readonly TimeSpan CodeLife = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan AccessLife = TimeSpan.FromHours(4);

    // As long as real codes and tokens, so that code that cannot store them fails here first.
    private const int CodeLength = 900;
    private const int AccessLength = 1100;
    private const int RefreshLength = 830;

    private readonly ConcurrentDictionary<string, Code> _codes = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Pair> _byAccess = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Pair> _byRefresh = new(StringComparer.Ordinal);

    // The last used access token by central id. A CSRF token becomes invalid when another access token of the account is used.
    private readonly ConcurrentDictionary<ulong, string> _lastUsed = new();

    public sealed record Pair(string Access, string Refresh, PracticeAccount Account, PracticeConsumer Consumer, DateTimeOffset ExpiresAt)
    {
        /// <summary>Valid until another access token of the same account is used.</summary>
        public string Csrf { get; } = Random(32) + "+\\";
    }

    private sealed record Code(PracticeAccount Account, PracticeConsumer Consumer, string? Challenge, DateTimeOffset ExpiresAt);

    private readonly ConcurrentDictionary<(ulong Account, string Consumer), bool> _approved = new();

    /// <summary>Tells whether an account has ever approved a consumer.</summary>
    public bool HasApproved(PracticeAccount account, PracticeConsumer consumer) => _approved.ContainsKey((account.Id, consumer.Id));

    public string GiveCode(PracticeAccount account, PracticeConsumer consumer, string? challenge)
    {
        var now = time.GetUtcNow();
        _approved[(account.Id, consumer.Id)] = true;
        foreach (var (old, code) in _codes)
            if (code.ExpiresAt <= now) _codes.TryRemove(old, out _);
        var given = Random(CodeLength);
        _codes[given] = new Code(account, consumer, challenge, now + CodeLife);
        return given;
    }

    /// <summary>Exchanges a code for tokens, once. Returns the wiki's error code on failure.</summary>
    public (Pair? Tokens, string? Error) Redeem(PracticeConsumer consumer, string? code, string? verifier)
    {
        if (code is null || !_codes.TryRemove(code, out var known) || known.ExpiresAt <= time.GetUtcNow() || known.Consumer != consumer)
            return (null, "invalid_request");
        if (known.Challenge is not null && verifier is null) return (null, "invalid_request");
        if (known.Challenge is not null && known.Challenge != WebEncoders.Base64UrlEncode(SHA256.HashData(Encoding.ASCII.GetBytes(verifier!))))
            return (null, "invalid_grant");
        return (Issue(known.Account, consumer), null);
    }

    /// <summary>Returns a new pair and revokes the old one at once. Null for an invalid refresh token.</summary>
    public Pair? Refresh(PracticeConsumer consumer, string? refresh)
    {
        if (refresh is null || !_byRefresh.TryRemove(refresh, out var old) || old.Consumer != consumer) return null;
        _byAccess.TryRemove(old.Access, out _);
        return Issue(old.Account, consumer);
    }

    /// <summary>Revokes everything an account has approved, as the user can do at the wiki.</summary>
    public void Revoke(ulong accountId)
    {
        foreach (var allowed in _approved.Keys.Where(key => key.Account == accountId)) _approved.TryRemove(allowed, out _);
        foreach (var (access, pair) in _byAccess)
            if (pair.Account.Id == accountId && _byAccess.TryRemove(access, out _)) _byRefresh.TryRemove(pair.Refresh, out _);
    }

    /// <summary>The pair of the access token in the header. Null when there is none. "Bearer" is case-sensitive, as on the real wiki.</summary>
    public Pair? Caller(string? authorization)
    {
        if (authorization?.StartsWith("Bearer ", StringComparison.Ordinal) != true
            || !_byAccess.TryGetValue(authorization["Bearer ".Length..], out var pair) || pair.ExpiresAt <= time.GetUtcNow()) return null;
        _lastUsed.AddOrUpdate(pair.Account.Id, pair.Access, (_, _) => pair.Access);
        return pair;
    }

    /// <summary>Tells whether a CSRF token is valid for the caller. Call it before <see cref="Caller"/>, which changes the last used token.</summary>
    public bool IsGood(string? authorization, string? csrf) =>
        authorization?.StartsWith("Bearer ", StringComparison.Ordinal) == true && _byAccess.TryGetValue(authorization["Bearer ".Length..], out var pair)
        && pair.Csrf == csrf && _lastUsed.GetValueOrDefault(pair.Account.Id) == pair.Access;

    private Pair Issue(PracticeAccount account, PracticeConsumer consumer)
    {
        var pair = new Pair(Random(AccessLength), Random(RefreshLength), account, consumer, time.GetUtcNow() + AccessLife);
        return _byAccess[pair.Access] = _byRefresh[pair.Refresh] = pair;
    }

    private static string Random(int length) => RandomNumberGenerator.GetHexString(length, lowercase: true);
}
