namespace CapX.Data.Notices;

/// <summary>How somebody is reached.</summary>
public enum DeliveryChannel
{
    /// <summary>In this tool only.</summary>
    Tool,

    /// <summary>Also by wiki e-mail, which shows the sender's address.</summary>
    Mail,

    /// <summary>Also by a notice, without the message, on the talk page, which everybody can read.</summary>
    Talk,
}
