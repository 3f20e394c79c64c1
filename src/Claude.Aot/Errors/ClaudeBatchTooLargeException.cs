using System.Globalization;

namespace Claude.Aot;

/// <summary>A batch would have been larger than <see cref="MessageBatchLimits"/> allows. Nothing was created: the request was given up before its end.</summary>
public sealed class ClaudeBatchTooLargeException : ClaudeException
{
    internal ClaudeBatchTooLargeException(long limit, string unit, int fittingRequests)
        : base(string.Create(CultureInfo.InvariantCulture, $"A batch takes at most {limit:N0} {unit}. The first {fittingRequests:N0} requests fit: send the others as another batch."), null, null)
    {
        FittingRequests = fittingRequests;
    }

    /// <summary>How many of the requests, from the first, make a batch that is not too large.</summary>
    public int FittingRequests { get; }
}
