namespace CapX.App.Shell;

/// <summary>Marks a page on which members write public content. Users who are blocked on the wiki are told at the top that they cannot save.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class WritesAttribute : Attribute;
