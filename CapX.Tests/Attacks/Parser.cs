using CapX.Data;

namespace CapX.Tests.Attacks;

/// <summary>A parser of outside input: its name, source files and call. Any exception other than its declared refusals is a fault.</summary>
internal sealed record Parser(string Name, string[] Files, Action<string, Vocabulary> Read)
{
    /// <summary>Valid inputs.</summary>
    public string[] Samples { get; init; } = ["Sample text"];

    /// <summary>Puts a text where the input of this parser contains a person's text.</summary>
    public Func<string, string> Wrap { get; init; } = text => text;

    public override string ToString() => Name;
}
