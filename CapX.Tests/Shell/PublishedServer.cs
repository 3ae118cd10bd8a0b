using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using CapX.Data;
using CapX.Tests.Infra;
using Dapper;

namespace CapX.Tests.Shell;

/// <summary>The published program on its own database, initially empty. Keeps all output of the program and measures its resources.</summary>
internal sealed class PublishedServer : IAsyncDisposable
{
    private const string Mark = "Now listening on: ";
    private readonly ConcurrentQueue<string> _lines = new();
    private TaskCompletionSource<Uri> _address = null!;
    private readonly Database _database;
    private readonly Dictionary<string, string> _environment;
    private Process _program = null!;

    private PublishedServer(Database database, Dictionary<string, string> environment) => (_database, _environment) = (database, environment);

    public Uri Address { get; private set; } = null!;

    public string Log => string.Join('\n', _lines);

    /// <summary>Log lines at error level, and lines of stack traces.</summary>
    public IEnumerable<string> Errors =>
        _lines.Where(line =>
            line.StartsWith("fail:", StringComparison.Ordinal) || line.StartsWith("crit:", StringComparison.Ordinal)
                || line.Contains("   at ", StringComparison.Ordinal));

    /// <summary>The peak of resident memory, in bytes.</summary>
    public long MostMemory =>
        long.Parse(File.ReadLines($"/proc/{_program.Id}/status").Single(line => line.StartsWith("VmHWM:", StringComparison.Ordinal))
            .Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024;

    /// <summary>The processor time used so far.</summary>
    public TimeSpan Processor
    {
        get
        {
            _program.Refresh();
            return _program.TotalProcessorTime;
        }
    }

    /// <summary>Starts the program in the development environment, with the practice wiki, and requests pages until it is ready.</summary>
    public static async Task<PublishedServer> StartAsync(DatabaseFixture data, int people = 0)
    {
        var fresh = data.Beside("published");
        await fresh.RecreateAsync();
        var environment = new Dictionary<string, string>(PublishedProgramTests.Settings(data))
        {
            ["CAPX_DATABASE"] = DatabaseFixture.Connection(fresh.Name),
            ["DOTNET_ENVIRONMENT"] = "Development",
        };
        foreach (var other in new[] { "CAPX_PUBLIC_URL", "MediaWiki__BaseUrl", "MediaWiki__ClientId", "MediaWiki__ClientSecret" }) environment.Remove(other);
        if (people > 0)
        {
            using var seed = PublishedProgramTests.Start(environment, "seed", "--people", people.ToString(CultureInfo.InvariantCulture));
            await seed.StandardOutput.ReadToEndAsync();
            await seed.WaitForExitAsync();
        }
        var server = new PublishedServer(fresh, environment);
        await server.BeginAsync("http://127.0.0.1:0");
        return server;
    }

    /// <summary>Starts the program again on the same database and URL, as after a deploy.</summary>
    public Task StartAgainAsync() => BeginAsync(Address.GetLeftPart(UriPartial.Authority));

    private async Task BeginAsync(string url)
    {
        _address = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _program = PublishedProgramTests.Start(_environment, "--urls", url);
        _program.OutputDataReceived += (_, line) => Take(line.Data);
        _program.ErrorDataReceived += (_, line) => Take(line.Data);
        _program.BeginOutputReadLine();
        _program.BeginErrorReadLine();
        Address = await _address.Task.WaitAsync(TimeSpan.FromSeconds(60));
        using var http = new HttpClient { BaseAddress = Address };
        for (var tries = 0; tries < 600; tries++)
        {
            await http.GetAsync("/people");
            if ((await http.GetAsync("/readyz")).IsSuccessStatusCode) return;
            await Task.Delay(100);
        }
        throw new InvalidOperationException($"The program did not get ready:\n{Log}");
    }

    /// <summary>Locks a table during the work, as another session might do. Readers of the table wait until the end.</summary>
    public Task WhileTableIsHeldAsync(string table, Func<Task> work) => _database.HoldAsync(async connection =>
    {
        await connection.ExecuteAsync($"LOCK TABLES {table} WRITE");
        await work();
        return await connection.ExecuteAsync("UNLOCK TABLES");
    });

    /// <summary>Sends SIGTERM, as Toolforge does, and returns how long the program takes to stop.</summary>
    public async Task<TimeSpan> StopAsync()
    {
        var watch = Stopwatch.StartNew();
        using (Process.Start("kill", ["-TERM", $"{_program.Id}"])) { }
        await _program.WaitForExitAsync(new CancellationTokenSource(TimeSpan.FromSeconds(60)).Token);
        return watch.Elapsed;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_program.HasExited) _program.Kill();
        await _program.WaitForExitAsync();
        _program.Dispose();
        await _database.HoldAsync(connection => connection.ExecuteAsync($"DROP DATABASE `{_database.Name}`"));
        _database.Dispose();
    }

    private void Take(string? line)
    {
        if (line is null) return;
        _lines.Enqueue(line);
        if (line.IndexOf(Mark, StringComparison.Ordinal) is >= 0 and var at) _address.TrySetResult(new Uri(line[(at + Mark.Length)..].Trim()));
    }
}
