using CapX.Data.Exchanges;

namespace CapX.App.Exchanges;

/// <summary>What /exchanges/{id} has read for its request, reused by the prerendered island. Empty in a circuit, which reads for itself.</summary>
public sealed class ExchangeShown
{
    public ExchangeFound? Exchange { get; set; }
}
