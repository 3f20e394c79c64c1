using Claude.Aot.Http;
using Claude.Aot.Streaming;

namespace Claude.Aot.Files;

/// <summary>A call that copies the content of a file to the caller's stream. It is repeated only until the first bytes were written.</summary>
internal sealed class FileDownloadCall(
    ApiConnection connection,
    RequestSettings settings,
    ApiRequest request,
    Stream destination,
    IProgress<long>? progress,
    CancellationToken cancellationToken)
    : ApiCall<long>(connection, settings, request, cancellationToken)
{
    private readonly BodyProgress _state = new();

    protected override Exception? CallerFailure => _state.ToCallerFailure(CancellationToken);

    protected override bool MayRepeatAfter(Exception failure) => !_state.HasBegun;

    protected override async ValueTask<long> ReceiveAsync(
        PeekedBody body, ClaudeResponse response, StreamClock clock, StreamOwner owner, CancellationTokenSource total)
    {
        var reader = new BodyReader(body, response, clock, owner, Timeout.InfiniteTimeSpan);
        try
        {
            long received = 0;
            bool hasMore;
            do
            {
                hasMore = await reader.ReadAsync().ConfigureAwait(false);
                received += await WriteAsync(reader, received, clock.Token).ConfigureAwait(false);
            }
            while (hasMore);

            owner.Total = total;
            return received;
        }
        finally
        {
            await reader.DisposeAsync().ConfigureAwait(false);
        }
    }

    private async ValueTask<int> WriteAsync(BodyReader reader, long received, CancellationToken cancellationToken)
    {
        int count = reader.UnreadMemory.Length;
        try
        {
            if (count == 0)
            {
                await destination.FlushAsync(cancellationToken).ConfigureAwait(false);
                return 0;
            }

            _state.HasBegun = true;
            await destination.WriteAsync(reader.UnreadMemory, cancellationToken).ConfigureAwait(false);
            reader.Consume(count);
            progress?.Report(received + count);
            return count;
        }
        catch (Exception e) when (!(e is OperationCanceledException && cancellationToken.IsCancellationRequested))
        {
            _state.Failure = e;
            throw;
        }
    }
}
