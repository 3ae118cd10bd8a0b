using CapX.Data.Exchanges;

namespace CapX.App.Exchanges;

/// <summary>What /exchanges/{id} has read for its request, for the island that is drawn with the page. A circuit has none and reads for itself.</summary>
public sealed class ExchangeShown
{
    public ExchangeFound? Exchange { get; set; }
}
