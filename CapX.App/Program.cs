using CapX.App.Operations;

return await Verbs.RunAsync(args);
