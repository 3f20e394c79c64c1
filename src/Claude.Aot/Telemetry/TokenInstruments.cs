using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Claude.Aot.Telemetry;

/// <summary>The instruments for numbers of tokens. The release and the latest conventions have different ones.</summary>
internal abstract class TokenInstruments
{
    public abstract bool AreObserved { get; }

    /// <summary>Records the usage of a call.</summary>
    /// <param name="usage">The counts that are known.</param>
    /// <param name="tags">The tags of the call, without those that only token counts have.</param>
    /// <param name="errorType">The type of the error with which the call ended, or null.</param>
    public abstract void Record(in UsageCounts usage, in TagList tags, string? errorType);

    protected static TagList With(TagList tags, string name, string value)
    {
        tags.Add(name, value);
        return tags;
    }
}

/// <summary>The instrument of the release: one histogram, with the type of the tokens as a tag.</summary>
internal sealed class TokenUsageInstrument : TokenInstruments
{
    private readonly Histogram<long> _usage = Instruments.TokenHistogram(ClaudeTelemetry.TokenUsage, "The number of input and output tokens of a call.");

    public override bool AreObserved => _usage.Enabled;

    public override void Record(in UsageCounts usage, in TagList tags, string? errorType)
    {
        if (_usage.Enabled)
        {
            Record(usage.AllInput, With(tags, ClaudeTelemetry.TokenType, "input"));
            Record(usage.Output, With(tags, ClaudeTelemetry.TokenType, "output"));
        }
    }

    private void Record(long? count, in TagList tags)
    {
        if (count is { } known)
        {
            _usage.Record(known, tags);
        }
    }
}

/// <summary>The instruments of the latest conventions: counters for sums, and histograms for the distribution over calls.</summary>
internal sealed class LatestTokenInstruments : TokenInstruments
{
    private readonly Histogram<long> _input = Instruments.TokenHistogram(ClaudeTelemetry.InputTokens, "The number of input tokens of a call.");
    private readonly Histogram<long> _output = Instruments.TokenHistogram(ClaudeTelemetry.OutputTokens, "The number of output tokens of a call.");
    private readonly Counter<long> _totalInput = Total(ClaudeTelemetry.TotalInputTokens, "Input tokens, including those of the prompt cache.");
    private readonly Counter<long> _totalOutput = Total(ClaudeTelemetry.TotalOutputTokens, "Output tokens, including thinking.");
    private readonly Counter<long> _totalCacheRead = Total(ClaudeTelemetry.TotalCacheReadTokens, "Input tokens that were read from the prompt cache.");
    private readonly Counter<long> _totalCacheWrite = Total(ClaudeTelemetry.TotalCacheWriteTokens, "Input tokens that were written to the prompt cache.");
    private readonly Counter<long> _totalReasoning = Total(ClaudeTelemetry.TotalReasoningTokens, "Output tokens of thinking.");

    public override bool AreObserved =>
        _input.Enabled || _output.Enabled || _totalInput.Enabled || _totalOutput.Enabled || _totalCacheRead.Enabled || _totalCacheWrite.Enabled
        || _totalReasoning.Enabled;

    public override void Record(in UsageCounts usage, in TagList tags, string? errorType)
    {
        // The API does not split its counts by modality. The counters count failed calls too, if only with 0.
        TagList totals = With(tags, ClaudeTelemetry.TokenModality, "unknown");
        _totalInput.Add(usage.AllInput ?? 0, totals);
        _totalOutput.Add(usage.Output ?? 0, totals);
        _totalCacheRead.Add(usage.CacheRead ?? 0, totals);
        _totalCacheWrite.Add(usage.CacheWrite ?? 0, totals);
        _totalReasoning.Add(usage.Reasoning ?? 0, totals);
        TagList call = errorType is null ? tags : With(tags, ClaudeTelemetry.ErrorType, errorType);
        if (usage.AllInput is { } input)
        {
            _input.Record(input, call);
        }

        if (usage.Output is { } output)
        {
            _output.Record(output, call);
        }
    }

    private static Counter<long> Total(string name, string description) => Instruments.Meter.CreateCounter<long>(name, "{token}", description);
}
