namespace Claude.Aot.Sse;

/// <summary>The limits that a tokenizer enforces, taken from <see cref="SseReaderOptions"/>.</summary>
internal readonly record struct SseLimits(int MaxLineBytes, int MaxEventBytes)
{
    /// <summary>Gets the smaller limit. An event of at most this many bytes, including its blank line, is within both limits regardless of its lines.</summary>
    public int Smaller => Math.Min(MaxLineBytes, MaxEventBytes);

    /// <summary>Throws if a line, or the event up to the end of that line's text, is too long.</summary>
    /// <param name="lineStart">The offset of the line from the start of its event.</param>
    /// <param name="lineLength">The number of bytes of the line so far, without its line end.</param>
    public void Check(int lineStart, int lineLength)
    {
        if (lineLength > MaxLineBytes || (long)lineStart + lineLength > MaxEventBytes)
        {
            Refuse(lineStart);
        }
    }

    private void Refuse(int lineStart)
    {
        // Report the limit that was exceeded at the earlier byte, so that the result does not depend on how the bytes were split into reads.
        if (lineStart + MaxLineBytes <= MaxEventBytes)
        {
            ClaudeTransportException.ThrowLimitExceeded(nameof(SseReaderOptions.MaxLineBytes), MaxLineBytes);
        }

        ClaudeTransportException.ThrowLimitExceeded(nameof(SseReaderOptions.MaxEventBytes), MaxEventBytes);
    }
}
