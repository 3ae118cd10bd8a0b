namespace CapX.App.Shell;

/// <summary>Marks what visitors read: its answer to one of them is kept for all. It holds nothing of who asks, no token and no cookie, and depends on nothing
/// that <see cref="VisitorCache"/> does not look at.</summary>
/// <param name="parameters">What it reads of the query string, besides the language and, on the page of a list, what its <see cref="Search.SearchList"/>
/// says.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ReadByAllAttribute(params string[] parameters) : Attribute
{
    public IReadOnlyList<string> Parameters { get; } = parameters;

    /// <summary>Whether a request is for such an answer, and nobody is signed in.</summary>
    public static bool IsOf(HttpContext context) =>
        context.User.Identity is not { IsAuthenticated: true } && context.GetEndpoint()?.Metadata.GetMetadata<ReadByAllAttribute>() is not null;
}
