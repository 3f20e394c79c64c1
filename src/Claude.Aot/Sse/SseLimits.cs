namespace Claude.Aot.Sse;

/// <summary>The limits that a tokenizer keeps, taken from <see cref="SseReaderOptions"/>.</summary>
internal readonly record struct SseLimits(int MaxLineBytes, int MaxEventBytes)
{
    /// <summary>An event of at most this many bytes, blank line included, keeps both limits whatever its lines are.</summary>
    public int Smaller => Math.Min(MaxLineBytes, MaxEventBytes);

    /// <summary>Throws when a line, or the event up to the end of that line's text, is too long.</summary>
    /// <param name="lineStart">Where the line starts, counted from the start of its event.</param>
    /// <param name="lineLength">The line's bytes so far, without its line end.</param>
    public void Check(int lineStart, int lineLength)
    {
        if (lineLength > MaxLineBytes || (long)lineStart + lineLength > MaxEventBytes)
        {
            Refuse(lineStart);
        }
    }

    private void Refuse(int lineStart)
    {
        // Name the limit that the earlier byte broke, so that the answer does not depend on how the bytes were cut into reads.
        if (lineStart + MaxLineBytes <= MaxEventBytes)
        {
            ClaudeStreamException.ThrowLimitExceeded(nameof(SseReaderOptions.MaxLineBytes), MaxLineBytes);
        }

        ClaudeStreamException.ThrowLimitExceeded(nameof(SseReaderOptions.MaxEventBytes), MaxEventBytes);
    }
}
