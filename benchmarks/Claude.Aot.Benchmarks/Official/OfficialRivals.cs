namespace Claude.Aot.Benchmarks;

/// <summary>The readers of the official package, which needs reflection and therefore cannot be compiled natively.</summary>
internal static class OfficialRivals
{
    /// <summary>Creates the readers of a run, including those of the official package.</summary>
    /// <param name="source">The source from which the official package reads.</param>
    public static RivalCatalog CatalogOf(AnthropicSource source) => new(new AnthropicReader(source), new AnthropicAggregatorReader(source));
}
