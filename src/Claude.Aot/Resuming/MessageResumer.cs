using System.Text.Json;
using Claude.Aot.Buffers;
using Claude.Aot.Diagnostics;
using Claude.Aot.Events;
using Claude.Aot.Folding;
using Claude.Aot.Http;
using Claude.Aot.Model;
using Claude.Aot.Streaming;

namespace Claude.Aot.Resuming;

/// <summary>Resumes an interrupted stream with a further request for the rest of its message.</summary>
/// <param name="call">The call that created the stream.</param>
/// <param name="total">The timeout of the whole call; disposed with this object.</param>
internal sealed class MessageResumer(StreamCall call, CancellationTokenSource total) : StreamResumer
{
    private readonly ResumableRequest _request = new(call.Body);
    private readonly List<StreamResumption> _resumptions = [];
    private readonly CancellationTokenSource _closing = new();

    // Read in advance, because another thread may dispose the source at any time.
    private readonly CancellationToken _total = total.Token;
    private CancellationTokenSource? _part;
    private int _nextBlock;

    public override IReadOnlyList<StreamResumption> Resumptions => _resumptions;

    /// <inheritdoc/>
    /// <remarks>A stream can be resumed if its transport failed or timed out, the received data can be continued, and resumptions are left.</remarks>
    public override bool CanResume(ClaudeException failure)
    {
        return RetryPolicy.IsInterruption(failure) && _resumptions.Count < call.Settings.MaxResumptions && !_closing.IsCancellationRequested
            && _request.TryReadOutline() && failure.PartialImage is { } partial && IsOpen(partial);
    }

    public override StreamClock CreateClock() => call.CreateClock(_total);

    public override async ValueTask<Stream> ReopenAsync(ClaudeException failure, StreamCursor cursor, DiagnosticSink diagnostics, CancellationToken stop)
    {
        MessageImage partial = failure.PartialImage!;
        var continuation = Continuation.Of(_request.Outline, BlocksOf(partial));
        _part?.Dispose();
        _part = CancellationTokenSource.CreateLinkedTokenSource(stop, _closing.Token);
        MessageStream part = await AskAsync(failure, continuation, diagnostics, _part.Token).ConfigureAwait(false);
        try
        {
            RawJson startUsage = await ReadStartAsync(part).ConfigureAwait(false);
            PartStart start;
            using (cursor.Scope.Enter(ViewScope.Live))
            {
                start = Join(cursor.Fold, partial, continuation);
                if (startUsage.ValueKind == JsonValueKind.Object)
                {
                    cursor.Fold.Message.Merge("usage"u8, UsageSum.Of(start.Usage, startUsage).Utf8);
                }
            }

            _resumptions.Add(new StreamResumption(
                failure,
                diagnostics.EventNumber,
                start.OpenBlock >= 0 ? start.OpenBlock : start.NextBlock,
                start.OpenBlock >= 0,
                start.DiscardedBlocks,
                part.Response));
            if (_resumptions.Count == call.Settings.MaxResumptions)
            {
                _request.Release();
            }

            call.CountResumption(failure);
            call.Settings.OnDiagnostic?.Invoke(new ClaudeDiagnostic(ClaudeDiagnosticKind.Resumed, diagnostics.EventNumber) { Failure = failure });
            return new ContinuedBody(part, start);
        }
        catch
        {
            await part.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public override void ReleaseRequest() => _request.Release();

    public override void Dispose()
    {
        // _part is not disposed, because the reading thread may be creating it at this moment.
        _closing.Cancel();
        _request.Release();
        total.Dispose();
    }

    private async ValueTask<MessageStream> AskAsync(ClaudeException failure, Continuation continuation, DiagnosticSink diagnostics, CancellationToken stop)
    {
        try
        {
            return await call.ContinueAsync(continuation, failure, _resumptions.Count, diagnostics, stop).ConfigureAwait(false);
        }
        catch (ObjectDisposedException)
        {
            // The client was disposed in the meantime. Its streams continue to their end, and this is the end of this one.
            throw failure;
        }
    }

    /// <summary>Returns whether more than the end of the message is missing, and no other code can be using a block that would have to be removed.</summary>
    private bool IsOpen(MessageImage partial)
    {
        var message = new RawJson(partial.Json);
        bool hasEnded = message.TryGetMember("stop_reason"u8, out RawJson reason) && !reason.IsNull;
        return !hasEnded && !Continuation.HasAnswerFormat(_request.Outline) && !Continuation.HasOpenCall(BlocksOf(partial));
    }

    private static List<PartialBlock> BlocksOf(MessageImage partial)
    {
        new RawJson(partial.Json).TryGetMember("content"u8, out RawJson content);
        var blocks = new List<PartialBlock>();
        foreach (RawJson block in content.Elements())
        {
            blocks.Add(new PartialBlock(block, partial.IsComplete(blocks.Count)));
        }

        return blocks;
    }

    /// <summary>Reads up to and including <c>message_start</c>, and returns its usage.</summary>
    private static async ValueTask<RawJson> ReadStartAsync(MessageStream part)
    {
        while (await part.WaitToReadAsync().ConfigureAwait(false))
        {
            while (part.TryRead(out StreamEvent e))
            {
                if (e.Type == StreamEventType.MessageStart)
                {
                    new RawJson(e.RawJson.Span.ToArray()).TryGetMember("message"u8, out RawJson message);
                    message.TryGetMember("usage"u8, out RawJson usage);
                    return usage;
                }
            }
        }

        return default;
    }

    /// <summary>Removes from the message the blocks that were not sent back to the model, and determines where the message continues.</summary>
    private PartStart Join(MessageFold fold, MessageImage partial, Continuation continuation)
    {
        FoldedBlocks blocks = fold.Blocks;
        _nextBlock = blocks.Count > 0 ? Math.Max(_nextBlock, blocks[blocks.Count - 1].Index + 1) : _nextBlock;
        int[] discarded = [.. continuation.Discarded.Select(position => blocks[position].Index)];
        blocks.Remove(continuation.Discarded);

        var open = Enumerable.Range(0, blocks.Count).Where(position => !blocks[position].IsComplete).Select(position => blocks[position].Index).ToList();
        int carriedOn = continuation.ContinuesLastBlock ? open[^1] : -1;
        open.Remove(carriedOn);
        new RawJson(partial.Json).TryGetMember("usage"u8, out RawJson usage);
        return new PartStart(carriedOn, _nextBlock, discarded, open, continuation.TrimmedWhitespace, usage);
    }
}
