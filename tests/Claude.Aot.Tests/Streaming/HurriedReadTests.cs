using System.Threading.Tasks.Sources;
using Claude.Aot.Tests.Shared;

namespace Claude.Aot.Tests.Streaming;

/// <summary>Data can arrive on another thread before the thread that began to wait for it has returned from doing so.</summary>
public sealed class HurriedReadTests
{
    [Fact]
    public async Task Wait_ThatEndsOnAnotherThreadBeforeItHasBegun_IsNoMisuse()
    {
        SseReader reader = SseReader.CreateForResponse(
            new HurriedStream(SseBody.Begin().TextStart().Text("a").BlockStop().End().ToArray()), MessageStream.ToSseOptions(StreamLimits.Default, leaveOpen: false), gate: null, stop: default);
        await using var stream = new MessageStream(new StreamPump(reader, StreamLimits.Default, new DiagnosticSink(null)));

        Assert.Equal("a", await stream.GetFinalTextAsync());
    }

    /// <summary>A zero-byte read that ends while its continuation is being set: the continuation runs on another thread, and this one waits for it.</summary>
    private sealed class HurriedStream(byte[] body) : MemoryStream(body), IValueTaskSource<int>
    {
        private bool _isOver;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (!buffer.IsEmpty)
            {
                return base.ReadAsync(buffer[..Math.Min(buffer.Length, 16)], cancellationToken);
            }

            _isOver = false;
            return new ValueTask<int>(this, 0);
        }

        public ValueTaskSourceStatus GetStatus(short token) => _isOver ? ValueTaskSourceStatus.Succeeded : ValueTaskSourceStatus.Pending;

        public int GetResult(short token) => 0;

        public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags)
        {
            _isOver = true;
            var thread = new Thread(() => continuation(state));
            thread.Start();
            thread.Join();
        }
    }
}
