namespace CapX.Data.Notices;

/// <summary>How a person is reached.</summary>
public enum DeliveryChannel
{
    /// <summary>In CapX only.</summary>
    Tool,

    /// <summary>Also by wiki email, which reveals the sender's address.</summary>
    Mail,

    /// <summary>Also by a notice on the public talk page, without the text of the message.</summary>
    Talk,
}
