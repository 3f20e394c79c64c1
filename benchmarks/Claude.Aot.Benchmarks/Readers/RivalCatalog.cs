namespace Claude.Aot.Benchmarks;

/// <summary>The readers of a run.</summary>
internal sealed class RivalCatalog
{
    /// <param name="official">Those of the official package, where it can run.</param>
    public RivalCatalog(params IEnumerable<IRival> official)
    {
        Compared =
        [
            new ClaudeAotReader(),
            .. official,
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
}
