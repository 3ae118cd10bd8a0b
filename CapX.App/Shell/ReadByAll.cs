namespace CapX.App.Shell;

/// <summary>Marks pages whose response to one visitor is cached for all. It contains no user data, token or cookie, and depends only on what
/// <see cref="VisitorCache"/> takes into account.</summary>
/// <param name="parameters">The query string parameters it reads, besides the language and the parameters of the
/// <see cref="ListAddress"/> on the page of a list.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ReadByAllAttribute(params string[] parameters) : Attribute
{
    public IReadOnlyList<string> Parameters { get; } = parameters;

    /// <summary>True for a visitor's request of such a page.</summary>
    public static bool IsOf(HttpContext context) =>
        context.User.Identity is not { IsAuthenticated: true } && context.GetEndpoint()?.Metadata.GetMetadata<ReadByAllAttribute>() is not null;
}
