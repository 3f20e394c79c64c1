using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Claude.Aot.Model;

namespace Claude.Aot;

/// <summary>
/// The exception that is thrown if a stream or another response is truncated, is not of the expected format, or exceeds a limit, or if its transport fails.
/// </summary>
/// <example>
/// <code>
/// try
/// {
///     await client.Messages.CreateAsync(request);
/// }
/// catch (ClaudeTransportException e) when (e.Kind == ClaudeTransportErrorKind.ConnectionError)
/// {
///     Console.WriteLine("The API cannot be reached.");
/// }
/// </code>
/// </example>
public sealed class ClaudeTransportException : ClaudeException
{
    private const int MaxRawData = 4096;

    internal ClaudeTransportException(ClaudeTransportErrorKind kind, string message, MessageImage? partial = null, Exception? innerException = null)
        : base(message, innerException, partial)
    {
        Kind = kind;
    }

    /// <summary>The reason for the failure.</summary>
    public ClaudeTransportErrorKind Kind { get; }

    /// <summary>
    /// The event data or the body that could not be read, as received and limited to 4 KB; empty for other failures. It may contain text of the model and
    /// anything else that the server sent. If a server repeats the request's headers, it may contain a key.
    /// </summary>
    public ReadOnlyMemory<byte> RawData
    {
        get;
        // Copied, so that the exception does not keep the whole buffer alive.
        internal init => field = value.Length > MaxRawData ? value[..MaxRawData].ToArray() : value;
    }

    /// <summary>Creates the exception for a failed transport.</summary>
    internal static ClaudeTransportException Transport(Exception cause) =>
        new(ClaudeTransportErrorKind.ConnectionError, "The body could not be read on: its transport failed. InnerException has the cause.", null, cause);

    /// <summary>Throws the exception for a stream that exceeds a limit.</summary>
    /// <param name="optionName">The option that sets the limit.</param>
    /// <param name="limit">The value of that option.</param>
    /// <param name="unit">The unit of the value, with a leading space.</param>
    [DoesNotReturn]
    internal static void ThrowLimitExceeded(string optionName, long limit, string unit = " bytes") =>
        throw new ClaudeTransportException(
            ClaudeTransportErrorKind.LimitExceeded,
            string.Create(CultureInfo.InvariantCulture, $"The stream exceeds {optionName} ({limit}{unit}). Raise that option if the source is trusted."));

    /// <summary>
    /// Returns whether an exception thrown while reading a body is a failure of its transport. .NET reports corrupt compressed data as an
    /// <see cref="InvalidDataException"/> or an <see cref="InvalidOperationException"/>.
    /// </summary>
    internal static bool IsTransport(Exception e) => e is IOException or HttpRequestException or InvalidDataException or InvalidOperationException;

    internal ClaudeTransportException WithPartial(MessageImage? partial) => new(Kind, Message, partial, InnerException) { RawData = RawData };
}
