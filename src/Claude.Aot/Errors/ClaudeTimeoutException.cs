using System.Globalization;
using Claude.Aot.Model;

namespace Claude.Aot;

/// <summary>The exception that is thrown if a timeout expires. It is never thrown for a cancellation by the caller.</summary>
/// <example>
/// <code>
/// try
/// {
///     Message message = await stream.GetFinalMessageAsync();
/// }
/// catch (ClaudeTimeoutException e)
/// {
///     Console.WriteLine($"The {e.Kind} timeout of {e.Limit} expired.");
/// }
/// </code>
/// </example>
public sealed class ClaudeTimeoutException : ClaudeException
{
    internal ClaudeTimeoutException(ClaudeTimeoutKind kind, TimeSpan limit, MessageImage? partial, Exception? innerException = null)
        : base(string.Create(CultureInfo.InvariantCulture, $"The {kind} timeout of {limit.TotalSeconds:0.###} s was reached."), innerException, partial)
    {
        Kind = kind;
        Limit = limit;
    }

    /// <summary>The timeout that expired.</summary>
    public ClaudeTimeoutKind Kind { get; }

    /// <summary>The value of the timeout.</summary>
    public TimeSpan Limit { get; }

    internal ClaudeTimeoutException WithPartial(MessageImage? partial) => new(Kind, Limit, partial, InnerException);
}
