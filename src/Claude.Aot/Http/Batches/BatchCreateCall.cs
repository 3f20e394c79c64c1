namespace Claude.Aot;

/// <summary>A call that creates a batch. It costs money, so it is repeated only where certainly nothing was created.</summary>
internal sealed class BatchCreateCall(ClaudeClient client, RequestSettings settings, ApiRequest request, BatchSource source, CancellationToken cancellationToken)
    : JsonCall<MessageBatch>(client, settings, request, static json => new MessageBatch(json), cancellationToken)
{
    private BatchContent? _content;

    protected override Exception? WritingFailure => _content?.Failure;

    protected override bool MayRepeatAfter(Exception failure) => _content is not { HasBegun: true } || (source.IsRepeatable && RetryPolicy.IsRefusal(failure));

    protected override HttpContent CreateContent(StreamClock clock) => _content = new BatchContent(source, Settings, clock.StartFirstEvent);
}
