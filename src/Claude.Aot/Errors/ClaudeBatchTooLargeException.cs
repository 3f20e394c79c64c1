using System.Globalization;

namespace Claude.Aot;

/// <summary>A batch would have been larger than <see cref="MessageBatchLimits"/> allows. Nothing was created: the request was given up before its end.</summary>
public sealed class ClaudeBatchTooLargeException : ClaudeException
{
    internal ClaudeBatchTooLargeException(long limit, string unit, int fittingRequests)
        : base(string.Create(CultureInfo.InvariantCulture, $"A batch takes at most {limit:N0} {unit}. {Advise(fittingRequests)}"), null, null)
    {
        FittingRequests = fittingRequests;
    }

    /// <summary>How many of the requests, from the first, make a batch that is not too large; 0 where the first alone is.</summary>
    public int FittingRequests { get; }

    private static string Advise(int fittingRequests) => fittingRequests switch
    {
        0 => "The first request alone is larger, with what is sent beside it.",
        1 => "The first request fits: send the others as another batch.",
        _ => string.Create(CultureInfo.InvariantCulture, $"The first {fittingRequests:N0} requests fit: send the others as another batch."),
    };
}
