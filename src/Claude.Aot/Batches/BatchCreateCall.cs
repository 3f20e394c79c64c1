using Claude.Aot.Http;
using Claude.Aot.Streaming;

namespace Claude.Aot.Batches;

/// <summary>A call that creates a batch. Because a batch costs money, the request is repeated only if certainly no batch was created.</summary>
internal sealed class BatchCreateCall(
    ApiConnection connection, RequestSettings settings, ApiRequest request, BatchSource source, CancellationToken cancellationToken)
    : JsonCall<MessageBatch>(connection, settings, request, JsonShape.Batch, static json => new MessageBatch(json), cancellationToken)
{
    private BodyProgress _progress = new();

    protected override Exception? CallerFailure => _progress.ToCallerFailure(CancellationToken);

    protected override bool MayRepeatAfter(Exception failure) => !_progress.HasBegun || (source.IsRepeatable && RetryPolicy.IsRefusal(failure));

    protected override HttpContent CreateContent(StreamClock clock)
    {
        _progress = new BodyProgress();
        return new BatchContent(source, Settings, _progress, clock.StartFirstEvent);
    }
}
