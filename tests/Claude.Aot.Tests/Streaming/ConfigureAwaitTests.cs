using System.IO.Pipelines;
using Claude.Aot.Tests.Shared;

namespace Claude.Aot.Tests.Streaming;

/// <summary>The events of a stream can be read without coming back to the context of the caller.</summary>
public sealed class ConfigureAwaitTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ConfigureAwait_OfAStream_GoesOnWhereItSays(bool continuesOnContext)
    {
        // A pipe, because the waits of the other test streams come back to the context themselves.
        var pipe = new Pipe();
        MessageStream stream = MessageStream.FromStream(pipe.Reader.AsStream());
        var context = new CountingContext();
        SynchronizationContext? before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(context);
        Task<int> reading = CountAsync(stream, continuesOnContext);
        SynchronizationContext.SetSynchronizationContext(before);
        Assert.False(reading.IsCompleted);

        await pipe.Writer.WriteAsync(SseBody.OfText("Hello").ToArray());
        await pipe.Writer.CompleteAsync();

        Assert.True(await reading > 3);
        Assert.Equal(continuesOnContext, context.Posts > 0);
    }

    [Fact]
    public async Task WithCancellation_AndConfigureAwait_PassTheTokenInEitherOrder()
    {
        var canceled = new CancellationToken(canceled: true);
        await using MessageStream first = SseBody.OfText("Hello").Open();
        await using MessageStream second = SseBody.OfText("Hello").Open();

        await Assert.ThrowsAsync<ClaudeCanceledException>(async () =>
        {
            await foreach (StreamEvent e in first.WithCancellation(canceled).ConfigureAwait(false))
            {
                Assert.Fail($"{e.Type} was read.");
            }
        });
        await Assert.ThrowsAsync<ClaudeCanceledException>(async () =>
        {
            await foreach (StreamEvent e in second.ConfigureAwait(false).WithCancellation(canceled))
            {
                Assert.Fail($"{e.Type} was read.");
            }
        });
    }

    private static async Task<int> CountAsync(MessageStream stream, bool continuesOnContext)
    {
        int count = 0;
        await using (stream.ConfigureAwait(continuesOnContext))
        {
            await foreach (StreamEvent e in stream.ConfigureAwait(continuesOnContext))
            {
                count += e.Type == StreamEventType.None ? 0 : 1;
            }
        }

        return count;
    }

    private sealed class CountingContext : SynchronizationContext
    {
        private int _posts;

        public int Posts => Volatile.Read(ref _posts);

        public override void Post(SendOrPostCallback d, object? state)
        {
            Interlocked.Increment(ref _posts);
            ThreadPool.QueueUserWorkItem(_ => d(state));
        }
    }
}
