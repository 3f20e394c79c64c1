namespace Claude.Aot.Benchmarks;

/// <summary>The readers of the official package, which needs reflection and so cannot be compiled natively.</summary>
internal static class OfficialRivals
{
    /// <summary>The readers of a run with those of the official package.</summary>
    /// <param name="source">Where the official package reads from.</param>
    public static RivalCatalog CatalogOf(AnthropicSource source) => new(new AnthropicReader(source), new AnthropicAggregatorReader(source));
}
