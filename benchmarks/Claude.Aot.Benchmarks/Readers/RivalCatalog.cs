namespace Claude.Aot.Benchmarks;

/// <summary>The readers of every benchmark.</summary>
internal sealed class RivalCatalog : IDisposable
{
    private readonly AnthropicSource _anthropic = new();

    public RivalCatalog()
    {
        Compared =
        [
            new ClaudeAotReader(),
            new AnthropicReader(_anthropic),
            new AnthropicAggregatorReader(_anthropic),
            new SourceGenReader(),
            new Utf8JsonReaderReader(),
            new LineScanReader(),
            new CopyReader(),
        ];
        All = [.. Compared, new ClaudeAotForeachReader(), new ClaudeAotMessageReader()];
    }

    /// <summary>Those that budgets speak of.</summary>
    public IReadOnlyList<IRival> Compared { get; }

    /// <summary>Those, and this library read in other ways.</summary>
    public IReadOnlyList<IRival> All { get; }

    public void Dispose() => _anthropic.Dispose();
}
