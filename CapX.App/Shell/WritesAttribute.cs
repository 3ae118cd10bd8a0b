namespace CapX.App.Shell;

/// <summary>Marks a page on which members write something that others see. A person who is blocked on the wiki is told at its top that they cannot
/// save.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class WritesAttribute : Attribute;
