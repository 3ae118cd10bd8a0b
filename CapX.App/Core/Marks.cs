namespace CapX.App;

/// <summary>Marks a page on which members write public content. Users who are blocked on the wiki are told at the top that they cannot save.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class WritesAttribute : Attribute;

/// <summary>Marks a page with a visitor's own data, identified by a cookie. Browsers do not store it.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class PersonalAttribute : Attribute;

/// <summary>Marks a members' page or endpoint that stays open to suspended users.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class OpenToSuspendedAttribute : Attribute;

/// <summary>Marks a members' page or endpoint that works without consent.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class NeedsNoConsentAttribute : Attribute;
