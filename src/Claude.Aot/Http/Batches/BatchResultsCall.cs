namespace Claude.Aot;

/// <summary>A call for the results of a batch: there is a result when they begin to arrive.</summary>
internal sealed class BatchResultsCall(ClaudeClient client, RequestSettings settings, ApiRequest request, long expectedLines, CancellationToken cancellationToken)
    : ApiCall<BatchResultReader>(client, settings, request, cancellationToken)
{
    protected override bool MayRepeatAfter(Exception failure) => true;

    protected override ValueTask<BatchResultReader> ReceiveAsync(Stream body, ClaudeResponse response, StreamClock clock, StreamOwner owner, CancellationTokenSource total)
    {
        owner.Total = total;
        return new ValueTask<BatchResultReader>(new BatchResultReader(new BodyReader(body, response, clock, owner), Settings.Limits, expectedLines));
    }
}
