namespace Claude.Aot.Benchmarks;

/// <summary>The readers of a run.</summary>
internal sealed class RivalCatalog
{
    /// <param name="official">The readers of the official package, if it can run.</param>
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

    /// <summary>Gets the readers that are compared with budgets.</summary>
    public IReadOnlyList<IRival> Compared { get; }

    /// <summary>Gets these readers and the other ways of reading with this library.</summary>
    public IReadOnlyList<IRival> All { get; }
}
