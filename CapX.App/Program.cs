using CapX.App;

return await CommandLine.RunAsync(args);
