using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace Claude.Aot;

/// <summary>Cold throw helpers, out of line so that their callers stay small.</summary>
internal static class Throw
{
    /// <summary>The stream passed a limit set by the option <paramref name="optionName"/>.</summary>
    [DoesNotReturn]
    public static void LimitExceeded(string optionName, long limit, string unit = " bytes") =>
        throw new ClaudeStreamException(
            ClaudeStreamErrorKind.LimitExceeded,
            string.Create(CultureInfo.InvariantCulture, $"The stream exceeds {optionName} ({limit}{unit}). Raise that option if the source is trusted."));

    /// <summary>Makes sure that another level of nesting can be read.</summary>
    /// <exception cref="InsufficientExecutionStackException">The stack of this thread is nearly used up.</exception>
    public static void IfStackIsShort()
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw new InsufficientExecutionStackException(
                "The JSON nests too deep for the stack of this thread. Lower the limit of its depth (StreamLimits.MaxDepth, maxDepth of Parse, JsonReaderOptions.MaxDepth), or read it on a thread with a larger stack.");
        }
    }

    /// <summary>The stream deviates from what the API sends, and the caller wants no such stream.</summary>
    [DoesNotReturn]
    public static void Deviation(ClaudeDiagnosticKind kind, long eventNumber) =>
        throw new ClaudeStreamException(
            ClaudeStreamErrorKind.Protocol,
            string.Create(CultureInfo.InvariantCulture, $"The stream deviates from what the API sends, at or before event {eventNumber}: {kind}. Strict refuses that."));

    [DoesNotReturn]
    public static void Stale() =>
        throw new InvalidOperationException("This event is no longer the current one: its memory may hold another event by now. Use ToOwned(), ToString() or CopyTo() before reading on.");

    [DoesNotReturn]
    public static void Disposed() => throw new ObjectDisposedException(nameof(MessageStream));
}
