using System.Diagnostics;
using System.Net;
using CapX.App.SignIn;
using CapX.Data.SignIn;
using CapX.Tests.Infra;
using CapX.Tests.Wiki;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CapX.Tests.Shell;

/// <summary>Kills the published program (kill -9) while it sends, and starts it again. <c>OutboxCrashTests</c> does the same in the test process.</summary>
[Trait("When", "Drill")]
[Collection(SharedDatabase.Name)]
public sealed class PublishedOutboxTests(DatabaseFixture fixture) : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private OutboxRig _rig = null!;

    public async Task InitializeAsync()
    {
        await fixture.EmptyAsync();
        // The rig uses the same key ring in the database as the program.
        var services = new ServiceCollection().AddLogging();
        services.AddDataProtection().SetApplicationName("CapX");
        services.AddSingleton(DatabaseFixture.Secrets);
        services.Configure<KeyManagementOptions>(options =>
        {
            options.XmlRepository = new DatabaseKeyRing(new OpenSecretsCommand(fixture.Database, DatabaseFixture.Secrets),
                new KeepKeyCommand(fixture.Database));
            options.XmlEncryptor = new KeyRingEncryptor(DatabaseFixture.Secrets);
        });
        _rig = new OutboxRig(fixture, services.BuildServiceProvider().GetRequiredService<IDataProtectionProvider>());
        _rig.Clock.Now = DateTime.UtcNow;
    }

    public Task DisposeAsync()
    {
        _rig.Dispose();
        return Task.CompletedTask;
    }

    [Theory]
    [InlineData("mail", "before account", 1, "sent - mail")]
    [InlineData("mail", "after csrf", 1, "sent - mail")]
    [InlineData("mail", "before emailuser", 0, "failed unclear mail")]
    [InlineData("mail", "after emailuser", 1, "failed unclear mail")]
    [InlineData("talk", "before edit", 1, "sent - talk")]
    [InlineData("talk", "after edit", 1, "sent - talk")]
    public async Task Killed_at_a_step_it_loses_and_doubles_nothing(string channel, string at, int sent, string seen)
    {
        var (sender, recipient) = await _rig.PairAsync(channel);
        var (exchange, _) = await _rig.WriteAsync(sender, recipient);
        using var server = new WikiServer(_rig.Wiki);
        using var reached = new SemaphoreSlim(0);
        var hasDied = false;
        // The wiki stops processing a request when its caller is dead.
        void Hook(string moment, string step)
        {
            if (hasDied || $"{moment} {step}" != at) return;
            hasDied = true;
            reached.Release();
            throw new KilledException();
        }
        _rig.Wiki.Before = step => Hook("before", step);
        _rig.Wiki.After = step => Hook("after", step);
        using (var program = Start(server))
        {
            Assert.True(await reached.WaitAsync(Patience), await _rig.SeenAsync(exchange, sender));
            await KillAsync(program);
        }
        Assert.Equal($"sending - {channel}", await _rig.SeenAsync(exchange, sender));
        await fixture.ExecuteAsync("UPDATE delivery SET lease_until = '2026-01-01' WHERE state = 'sending'");
        using (var program = Start(server))
        {
            for (var tries = 0; tries < 600 && await _rig.SeenAsync(exchange, sender) != seen; tries++) await Task.Delay(100);
            await KillAsync(program);
        }
        Assert.Equal((seen, sent), (await _rig.SeenAsync(exchange, sender), _rig.Wiki.All.Count));
    }

    private Process Start(WikiServer server) => PublishedProgramTests.Start(new Dictionary<string, string>(PublishedProgramTests.Settings(fixture))
    {
        ["MediaWiki__BaseUrl"] = server.Address, ["MediaWiki__Sending__ClientId"] = "sending", ["MediaWiki__Sending__ClientSecret"] = "sending-secret",
    }, "--urls", "http://127.0.0.1:0");

    private static async Task KillAsync(Process program)
    {
        program.Kill();
        await program.WaitForExitAsync();
    }

    /// <summary>The wiki in memory behind a port, for a program in another process. A step that ends with the kill sends no response.</summary>
    private sealed class WikiServer : IDisposable
    {
        private readonly HttpListener _listener = new();
        private readonly HttpMessageInvoker _wiki;

        public WikiServer(SendingWiki wiki)
        {
            _wiki = new HttpMessageInvoker(wiki, disposeHandler: false);
            using (var free = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0))
            {
                free.Start();
                Address = $"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}/w";
            }
            _listener.Prefixes.Add(Address + "/");
            _listener.Start();
            _ = ServeAsync();
        }

        public string Address { get; }

        public void Dispose()
        {
            _listener.Close();
            _wiki.Dispose();
        }

        private async Task ServeAsync()
        {
            while (_listener.IsListening)
            {
                HttpListenerContext context;
                try
                {
                    context = await _listener.GetContextAsync();
                }
                catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException)
                {
                    return;
                }
                _ = AnswerAsync(context);
            }
        }

        private async Task AnswerAsync(HttpListenerContext context)
        {
            try
            {
                using var request = new HttpRequestMessage(new HttpMethod(context.Request.HttpMethod), context.Request.Url);
                if (context.Request.HasEntityBody) request.Content = new StreamContent(context.Request.InputStream);
                if (context.Request.Headers["Authorization"] is { } authorization) request.Headers.TryAddWithoutValidation("Authorization", authorization);
                using var answer = await _wiki.SendAsync(request, CancellationToken.None);
                context.Response.StatusCode = (int)answer.StatusCode;
                await answer.Content.CopyToAsync(context.Response.OutputStream);
                context.Response.Close();
            }
            catch (KilledException)
            {
                // Without a response the connection stays open, and the caller waits until it is killed.
            }
        }
    }
}
