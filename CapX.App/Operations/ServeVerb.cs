namespace CapX.App.Operations;

/// <summary>Serves the web site until the process is told to stop.</summary>
public static class ServeVerb
{
    public static async Task<int> RunAsync(string[] args)
    {
        await using var app = AppBuilder.Build(args);
        await app.RunAsync();
        return 0;
    }
}
