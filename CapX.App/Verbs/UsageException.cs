namespace CapX.App.Verbs;

/// <summary>A verb was called with invalid arguments. The message says which are valid.</summary>
public sealed class UsageException(string message) : Exception(message);
