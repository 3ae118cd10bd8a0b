using CapX.Data;

namespace CapX.Tests.Attacks;

/// <summary>Something that reads what comes from outside: what it is called, in which files it stands, and how it reads a text. Whatever it throws besides the
/// refusals that it declares is a fault.</summary>
internal sealed record Parser(string Name, string[] Files, Action<string, Vocabulary> Read)
{
    /// <summary>What it is meant to read.</summary>
    public string[] Samples { get; init; } = ["Sample text"];

    /// <summary>A text put where a person's text stands in what it reads.</summary>
    public Func<string, string> Wrap { get; init; } = text => text;

    public override string ToString() => Name;
}
