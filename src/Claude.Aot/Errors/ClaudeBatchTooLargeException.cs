using System.Globalization;

namespace Claude.Aot;

/// <summary>
/// The exception that is thrown if a batch exceeds <see cref="Batches.MessageBatchLimits"/>. No batch was created, because the request was aborted before it
/// was complete.
/// </summary>
/// <example>
/// <code>
/// List&lt;MessageBatchRequest&gt; requests = [];
/// try
/// {
///     await client.Messages.Batches.CreateAsync(requests);
/// }
/// catch (ClaudeBatchTooLargeException e)
/// {
///     await client.Messages.Batches.CreateAsync(requests.Take(e.FittingRequests));
/// }
/// </code>
/// </example>
public sealed class ClaudeBatchTooLargeException : ClaudeException
{
    internal ClaudeBatchTooLargeException(long limit, string unit, int fittingRequests)
        : base(string.Create(CultureInfo.InvariantCulture, $"A batch takes at most {limit:N0} {unit}. {Advise(fittingRequests)}"), null, null)
    {
        FittingRequests = fittingRequests;
    }

    /// <summary>The number of requests, from the first, that fit into one batch; 0 if the first request alone is too large.</summary>
    public int FittingRequests { get; }

    private static string Advise(int fittingRequests) => fittingRequests switch
    {
        0 => "The first request alone is larger, with what is sent beside it.",
        1 => "The first request fits: send the others as another batch.",
        _ => string.Create(CultureInfo.InvariantCulture, $"The first {fittingRequests:N0} requests fit: send the others as another batch."),
    };
}
