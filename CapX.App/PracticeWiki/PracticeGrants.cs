using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;

namespace CapX.App.PracticeWiki;

/// <summary>What the practice wiki remembers, in memory only: codes it gave out, and tokens with the accounts behind them.</summary>
public sealed class PracticeGrants(TimeProvider time)
{
    private static readonly TimeSpan CodeLife = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan AccessLife = TimeSpan.FromHours(4);

    // As long as the real ones (wikimedia.md), so that whatever cannot hold those breaks here first.
    private const int CodeLength = 900;
    private const int AccessLength = 1100;
    private const int RefreshLength = 830;

    private readonly ConcurrentDictionary<string, Code> _codes = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Pair> _byAccess = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Pair> _byRefresh = new(StringComparer.Ordinal);

    public sealed record Pair(string Access, string Refresh, PracticeAccount Account, DateTimeOffset ExpiresAt);

    private sealed record Code(PracticeAccount Account, string? Challenge, DateTimeOffset ExpiresAt);

    public string GiveCode(PracticeAccount account, string? challenge)
    {
        var now = time.GetUtcNow();
        foreach (var (old, code) in _codes)
            if (code.ExpiresAt <= now) _codes.TryRemove(old, out _);
        var given = Random(CodeLength);
        _codes[given] = new Code(account, challenge, now + CodeLife);
        return given;
    }

    /// <summary>Turns a code into tokens, once; gives the wiki's error code when it cannot.</summary>
    public (Pair? Tokens, string? Error) Redeem(string? code, string? verifier)
    {
        if (code is null || !_codes.TryRemove(code, out var known) || known.ExpiresAt <= time.GetUtcNow()) return (null, "invalid_request");
        if (known.Challenge is not null && verifier is null) return (null, "invalid_request");
        if (known.Challenge is not null && known.Challenge != WebEncoders.Base64UrlEncode(SHA256.HashData(Encoding.ASCII.GetBytes(verifier!)))) return (null, "invalid_grant");
        return (Issue(known.Account), null);
    }

    /// <summary>Gives a new pair and revokes the old one at once; null for a refresh token that is dead.</summary>
    public Pair? Refresh(string? refresh)
    {
        if (refresh is null || !_byRefresh.TryRemove(refresh, out var old)) return null;
        _byAccess.TryRemove(old.Access, out _);
        return Issue(old.Account);
    }

    /// <summary>Whose token the header holds, or null. The word Bearer counts to the letter: in lower case the caller is anonymous.</summary>
    public PracticeAccount? Caller(string? authorization) =>
        authorization?.StartsWith("Bearer ", StringComparison.Ordinal) == true
        && _byAccess.TryGetValue(authorization["Bearer ".Length..], out var pair) && pair.ExpiresAt > time.GetUtcNow() ? pair.Account : null;

    private Pair Issue(PracticeAccount account)
    {
        var pair = new Pair(Random(AccessLength), Random(RefreshLength), account, time.GetUtcNow() + AccessLife);
        return _byAccess[pair.Access] = _byRefresh[pair.Refresh] = pair;
    }

    private static string Random(int length) => RandomNumberGenerator.GetHexString(length, lowercase: true);
}
