using CapX.App.Verbs;


return await CommandLine.RunAsync(args);
