using Claude.Aot.Http;
using Claude.Aot.Streaming;

namespace Claude.Aot.Batches;

/// <summary>A call that gets the results of a batch. It completes when the results begin to arrive.</summary>
internal sealed class BatchResultsCall(
    ApiConnection connection, RequestSettings settings, ApiRequest request, long expectedLines, CancellationToken cancellationToken)
    : ApiCall<BatchResultReader>(connection, settings, request, cancellationToken)
{
    protected override bool MayRepeatAfter(Exception failure) => true;

    protected override async ValueTask<BatchResultReader> ReceiveAsync(
        PeekedBody body, ClaudeResponse response, StreamClock clock, StreamOwner owner, CancellationTokenSource total)
    {
        if (!ResponseKind.JsonLines.Accepts(response.ContentHeaders.ContentType?.MediaType))
        {
            throw await ExplainAsync(body, response, clock).ConfigureAwait(false);
        }

        owner.Total = total;
        return new BatchResultReader(new BodyReader(body, response, clock, owner, Timeout.InfiniteTimeSpan), Settings.Limits, expectedLines);
    }
}
