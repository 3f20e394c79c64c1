using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Claude.Aot.Model;

namespace Claude.Aot;

/// <summary>A stream or another response broke: it ended early, its transport failed, it is something else than was asked for, or it reached a limit.</summary>
public sealed class ClaudeStreamException : ClaudeException
{
    private const int MaxRawData = 4096;

    internal ClaudeStreamException(ClaudeStreamErrorKind kind, string message, MessageImage? partial = null, Exception? innerException = null)
        : base(message, innerException, partial)
    {
        Kind = kind;
    }

    /// <summary>Why the stream broke.</summary>
    public ClaudeStreamErrorKind Kind { get; }

    /// <summary>The data of the event, or the body, that could not be read, as received and capped at 4 KB; empty for other kinds of failure. It may hold text of the model,
    /// and whatever else was sent: a server that repeats a request's headers may show a key here.</summary>
    public ReadOnlyMemory<byte> RawData
    {
        get;
        // A copy, so that the exception does not keep the rest.
        internal init => field = value.Length > MaxRawData ? value[..MaxRawData].ToArray() : value;
    }

    /// <summary>What carries the body failed.</summary>
    internal static ClaudeStreamException Transport(Exception cause) =>
        new(ClaudeStreamErrorKind.Transport, "The body could not be read on: its transport failed. InnerException has the cause.", null, cause);

    /// <summary>Throws the exception for a stream that exceeds a limit.</summary>
    /// <param name="optionName">The option that sets the limit.</param>
    /// <param name="limit">Its value.</param>
    /// <param name="unit">Its unit, after a space.</param>
    [DoesNotReturn]
    internal static void ThrowLimitExceeded(string optionName, long limit, string unit = " bytes") =>
        throw new ClaudeStreamException(
            ClaudeStreamErrorKind.LimitExceeded,
            string.Create(CultureInfo.InvariantCulture, $"The stream exceeds {optionName} ({limit}{unit}). Raise that option if the source is trusted."));

    /// <summary>Whether an exception of reading a body is a failure of its transport. .NET reports compressed data that is broken as invalid data or as an invalid operation.</summary>
    internal static bool IsTransport(Exception e) => e is IOException or HttpRequestException or InvalidDataException or InvalidOperationException;

    internal ClaudeStreamException WithPartial(MessageImage? partial) => new(Kind, Message, partial, InnerException) { RawData = RawData };
}
