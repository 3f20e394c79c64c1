using System.Globalization;
using Claude.Aot.Model;

namespace Claude.Aot;

/// <summary>A limit of time was reached. Never thrown for the caller's own cancellation.</summary>
public sealed class ClaudeTimeoutException : ClaudeException
{
    internal ClaudeTimeoutException(ClaudeTimeoutKind kind, TimeSpan limit, MessageImage? partial, Exception? innerException = null)
        : base(string.Create(CultureInfo.InvariantCulture, $"The {kind} timeout of {limit.TotalSeconds:0.###} s was reached."), innerException, partial)
    {
        Kind = kind;
        Limit = limit;
    }

    /// <summary>Which limit was reached.</summary>
    public ClaudeTimeoutKind Kind { get; }

    /// <summary>The limit that was in force.</summary>
    public TimeSpan Limit { get; }

    internal ClaudeTimeoutException WithPartial(MessageImage? partial) => new(Kind, Limit, partial, InnerException);
}
