using System.Net;
using System.Security.Cryptography;
using System.Xml.Linq;
using CapX.App.SignIn;
using CapX.Data;
using CapX.Data.SignIn;
using CapX.Tests.Infra;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CapX.Tests.SignIn;

/// <summary>A copy of the database reveals no key that opens sessions, forms or wiki tokens.</summary>
[Collection(SharedDatabase.Name)]
public sealed class SealedKeysTests(DatabaseFixture fixture) : IAsyncLifetime
{
    private static readonly XName Encrypted = XNamespace.Get("http://schemas.asp.net/2015/03/dataProtection") + "encryptedSecret";
    private static readonly XName Wanted = XNamespace.Get("http://schemas.asp.net/2015/03/dataProtection") + "requiresEncryption";
    private static readonly string Next = Convert.ToBase64String(RandomNumberGenerator.GetBytes(SecretBox.KeyBytes));

    public Task InitializeAsync() => fixture.EmptyAsync();

    // Later tests start programs with the common key on this database, so the key ring must go.
    public Task DisposeAsync() => fixture.EmptyAsync();

    [Fact]
    public async Task What_was_stored_in_the_clear_is_encrypted_at_the_next_start_and_opens_the_same_sessions_and_permissions_also_after_a_change_of_the_key()
    {
        var cookies = new Dictionary<string, string>();
        byte[] permission = [], hash = [];
        List<string> plain = [];
        await WithAsync(DatabaseFixture.Key, null, async app =>
        {
            using var browser = await app.OpenAsAsync("member");
            foreach (var (name, value) in browser.Cookies) cookies[name] = value;
            permission = Protector(app).Protect("the token"u8.ToArray());
            hash = await HashAsync(DatabaseFixture.Secrets);
            plain = await MakePlainAsync();
        });
        Assert.NotEmpty(plain);
        Assert.All(plain, secret => Assert.Contains(secret, string.Concat(RingAsync().Result) + SecretHexAsync().Result, StringComparison.Ordinal));
        var rows = (await RingAsync()).Count;

        async Task StillOpenAsync(string key, string? old) => await WithAsync(key, old, async app =>
        {
            using var browser = app.Open();
            foreach (var (name, value) in cookies) browser.Cookies[name] = value;
            Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/privacy/me")).StatusCode);
            Assert.Equal("the token"u8.ToArray(), Protector(app).Unprotect(permission));
            Assert.Equal(hash, await HashAsync(app.Services.GetRequiredService<SecretBox>()));
            var told = app.Log + await browser.TextAsync("/readyz") + await browser.TextAsync("/healthz");
            Assert.DoesNotContain(key, told, StringComparison.Ordinal);
            if (old is not null) Assert.DoesNotContain(old, told, StringComparison.Ordinal);
            Assert.All(plain, secret => Assert.DoesNotContain(secret, told, StringComparison.Ordinal));
            var stored = string.Concat(await RingAsync()) + await SecretHexAsync();
            Assert.All(plain, secret => Assert.DoesNotContain(secret, stored, StringComparison.OrdinalIgnoreCase));
            Assert.DoesNotContain("<value>", stored, StringComparison.Ordinal);
            Assert.DoesNotContain("masterKey", stored, StringComparison.Ordinal);
            Assert.Equal(rows, (await RingAsync()).Count);
        });
        await StillOpenAsync(DatabaseFixture.Key, null);
        await StillOpenAsync(Next, DatabaseFixture.Key);
        // After one start with both keys the old key is no longer needed and opens nothing.
        await StillOpenAsync(Next, null);
        var before = await RingAsync();
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => WithAsync(DatabaseFixture.Key, null, _ => Task.CompletedTask));
        Assert.StartsWith("CAPX_KEY is not the key with which this database's secrets are encrypted.", refused.Message, StringComparison.Ordinal);
        // Otherwise the framework would have created a new key that the right CAPX_KEY could not decrypt.
        Assert.Equal(before, await RingAsync());
        await StillOpenAsync(Next, null);
    }

    [Fact]
    public async Task A_new_key_ring_is_never_in_the_clear()
    {
        await WithAsync(DatabaseFixture.Key, null, async app =>
        {
            using var browser = await app.OpenAsAsync("member");
            var xml = Assert.Single(await RingAsync());
            Assert.DoesNotContain("<value>", xml, StringComparison.Ordinal);
            Assert.Single(XElement.Parse(xml).Descendants(Encrypted));
        });
    }

    [Fact]
    public async Task Encrypting_that_ends_half_way_changes_nothing_and_the_next_start_does_all()
    {
        await WithAsync(DatabaseFixture.Key, null, async app =>
        {
            using var browser = await app.OpenAsAsync("member");
            await HashAsync(DatabaseFixture.Secrets);
        });
        await MakePlainAsync();
        var before = await RingAsync();
        var open = new OpenSecretsCommand(fixture.Database, DatabaseFixture.Secrets);
        await fixture.ExecuteAsync("CREATE TRIGGER half_way BEFORE UPDATE ON secret FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'half way'");
        try
        {
            await Assert.ThrowsAnyAsync<Exception>(() => open.RunAsync(DatabaseKeyRing.Opener));
        }
        finally
        {
            await fixture.ExecuteAsync("DROP TRIGGER half_way");
        }
        Assert.Equal(before, await RingAsync());
        var ring = await open.RunAsync(DatabaseKeyRing.Opener);
        Assert.Equal(ring, await RingAsync());
        Assert.DoesNotContain("<value>", string.Concat(ring), StringComparison.Ordinal);
        // A second run changes nothing.
        Assert.Equal(ring, await open.RunAsync(DatabaseKeyRing.Opener));
    }

    [Fact]
    public async Task A_key_that_ends_leaves_what_is_no_secret_as_it_is()
    {
        const string Revoked = "<revocation version=\"1\"><revocationDate>2026-01-01T00:00:00Z</revocationDate><key id=\"*\" /></revocation>";
        await fixture.ExecuteAsync("INSERT INTO data_protection_key (name, xml) VALUES ('revocation', @Revoked)", new { Revoked });
        Assert.Equal([Revoked], await new OpenSecretsCommand(fixture.Database, DatabaseFixture.Secrets).RunAsync(DatabaseKeyRing.Opener));
    }

    private static IDataProtector Protector(TestApp app) => app.Services.GetRequiredService<IDataProtectionProvider>().CreateProtector("capx-wiki-token");

    private async Task WithAsync(string key, string? old, Func<TestApp, Task> act)
    {
        var app = new KeyApp(fixture, key, old);
        try
        {
            await app.InitializeAsync();
            await act(app);
        }
        finally
        {
            await app.DisposeAsync();
        }
    }

    private Task<List<string>> RingAsync() => fixture.QueryAsync<string>("SELECT xml FROM data_protection_key ORDER BY name");

    private async Task<string> SecretHexAsync() => string.Concat(await fixture.QueryAsync<string>("SELECT HEX(value) FROM secret"));

    private Task<byte[]> HashAsync(SecretBox box) => fixture.Database.WriteAsync(transaction => new KeyedHash(box).OfAsync(transaction, 4711, TestClock.Start));

    /// <summary>Stores the secrets unencrypted, as earlier versions did, and returns them.</summary>
    private async Task<List<string>> MakePlainAsync()
    {
        var secrets = new List<string>();
        foreach (var xml in await RingAsync())
        {
            var root = XElement.Parse(xml);
            foreach (var hidden in root.Descendants(Encrypted).ToList())
            {
                var plain = SealedXml.Open(DatabaseFixture.Secrets, hidden.Elements().Single());
                plain.SetAttributeValue(Wanted, "true");
                secrets.Add(plain.Element("value")!.Value);
                hidden.ReplaceWith(plain);
            }
            await fixture.ExecuteAsync("UPDATE data_protection_key SET xml = @plain WHERE xml = @xml",
                new { xml, plain = root.ToString(SaveOptions.DisableFormatting) });
        }
        foreach (var value in await fixture.QueryAsync<byte[]>("SELECT value FROM secret"))
        {
            var plain = DatabaseFixture.Secrets.Open("secret person", value);
            secrets.Add(Convert.ToHexString(plain));
            await fixture.ExecuteAsync("UPDATE secret SET value = @plain", new { plain });
        }
        return secrets;
    }

    private sealed class KeyApp(DatabaseFixture data, string key, string? old) : TestApp(data)
    {
        protected override IEnumerable<KeyValuePair<string, string?>> Settings => [new("CAPX_KEY", key), new("CAPX_KEY_OLD", old)];
    }
}
