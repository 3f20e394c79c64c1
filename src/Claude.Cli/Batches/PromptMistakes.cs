namespace Claude.Cli.Batches;

/// <summary>The mistakes of a prompt file, which are reported together, so that they can be corrected together.</summary>
/// <param name="path">The path of the file.</param>
internal sealed class PromptMistakes(string path)
{
    private const int MaxReported = 20;

    private readonly List<string> _lines = [];
    private int _count;

    public bool IsEmpty => _count == 0;

    public void Add(int number, string reason)
    {
        _count++;
        if (_lines.Count < MaxReported)
        {
            _lines.Add($"{path}, line {number}: {reason}");
        }
    }

    /// <exception cref="InputException">There are mistakes.</exception>
    public void ThrowIfAny()
    {
        if (!IsEmpty)
        {
            throw new PromptMistakesException(_count > _lines.Count ? [.. _lines, $"{path} has {_count - _lines.Count} more mistakes"] : _lines);
        }
    }

    private sealed class PromptMistakesException(IReadOnlyList<string> reasons) : InputException(reasons[0])
    {
        public override IReadOnlyList<string> Reasons => reasons;
    }
}
