using Claude.Aot.Internal;

namespace Claude.Aot;

/// <summary>The decision whether a call runs. See <see cref="ToolRunOptions.Approve"/>.</summary>
/// <remarks>Immutable and safe for concurrent use.</remarks>
/// <example>
/// <code>
/// var options = new ToolRunOptions
/// {
///     Approve = (call, cancellationToken) => new(call.Name == "delete_file" ? ToolDecision.Deny("The user said no.") : ToolDecision.Run),
/// };
/// </code>
/// </example>
public sealed class ToolDecision
{
    private ToolDecision(ToolCallOutcome outcome, BlockContent? content)
    {
        Outcome = outcome;
        Content = content;
    }

    /// <summary>The call runs.</summary>
    public static ToolDecision Run { get; } = new(ToolCallOutcome.Succeeded, null);

    /// <summary>The outcome of the call without a run; <see cref="ToolCallOutcome.Succeeded"/> if it is to run.</summary>
    internal ToolCallOutcome Outcome { get; }

    /// <summary>The content that the model gets instead of a result.</summary>
    internal BlockContent? Content { get; }

    /// <summary>Denies a call: it does not run, and the model gets the reason as an error.</summary>
    /// <param name="reason">The reason for the model; null for a general text.</param>
    public static ToolDecision Deny(string? reason = null) => new(ToolCallOutcome.Denied, reason ?? "The call was denied.");

    /// <summary>Answers a call without running it, for example with a stored result.</summary>
    /// <param name="content">The result for the model. It is not marked as an error.</param>
    /// <exception cref="ArgumentNullException"><paramref name="content"/> is null.</exception>
    public static ToolDecision Answer(BlockContent content) => new(ToolCallOutcome.Answered, OptionCheck.NotNull(content, nameof(content)));
}
