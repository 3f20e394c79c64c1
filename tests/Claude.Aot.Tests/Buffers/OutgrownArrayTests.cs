#if CHECKED_POOL
using Claude.Aot.Tests.Shared;

namespace Claude.Aot.Tests.Buffers;

/// <summary>An array that a buffer has outgrown returns to the pool as soon as no span of it can be seen.</summary>
public sealed class OutgrownArrayTests
{
    private static readonly string s_text = new('x', 50_000);

    // All deltas arrive at once, so that a sink or a resumed body gathers them in one batch.
    private static SseBody Body => SseBody.OfText(s_text, s_text, s_text, s_text);

    [Fact]
    public void Buffer_ThatNobodyReads_ReturnsEachArrayThatItOutgrows()
    {
        long before = BytePool.RentedByThread;
        var buffer = new PooledByteBuffer();
        for (int i = 0; i < 100_000; i++)
        {
            buffer.Append((byte)i);
            Assert.Equal(buffer.Array.Length, BytePool.RentedByThread - before);
        }

        buffer.Return();
        Assert.Equal(before, BytePool.RentedByThread);
    }

    [Fact]
    public void Buffer_WithRetiredArrays_KeepsThemUntilTheyAreReturned()
    {
        long before = BytePool.RentedByThread;
        var retired = new RetiredArrays();
        var buffer = new PooledByteBuffer(retired);
        buffer.Append("first"u8);
        ArraySegment<byte> first = buffer.Complete();
        buffer.Append(new byte[first.Array!.Length]);

        Assert.Equal("first"u8, first);
        Assert.Equal(first.Array.Length + buffer.Array.Length, BytePool.RentedByThread - before);
        retired.ReturnAll();
        Assert.Equal(buffer.Array.Length, BytePool.RentedByThread - before);
        buffer.Return();
    }

    [Fact]
    public Task Relay_OfALongBatch_LeavesNoArray() => AssertNoArrayLeftAsync(async () =>
    {
        await using MessageStream stream = Body.Open();
        using var relayed = new MemoryStream();

        await stream.RelayToAsync(relayed);

        Assert.True(relayed.Length > 4 * s_text.Length);
    });

    [Fact]
    public Task ResumedBody_OfALongBatch_LeavesNoArray() => AssertNoArrayLeftAsync(async () =>
    {
        var start = new PartStart(OpenBlock: -1, NextBlock: 0, DiscardedBlocks: [], StoppedBlocks: [], TrimmedWhitespace: "", Usage: default);
        await using var body = new ContinuedBody(Body.Open(), start);
        byte[] buffer = new byte[1000];
        long length = 0;
        while (await body.ReadAsync(buffer) is > 0 and var count)
        {
            length += count;
        }

        Assert.True(length > 4 * s_text.Length);
    });

    [Fact]
    public Task OwnedCopies_LeaveNoArray() => AssertNoArrayLeftAsync(async () =>
    {
        await using MessageStream stream = SseBody.Begin().TextStart().Text(s_text).TextJson("\"\\ud83d\"").TextJson($"\"\\ude00{s_text}\"").BlockStop().End().Open();
        Assert.True(await stream.WaitToReadAsync());
        while (stream.TryRead(out StreamEvent e))
        {
            long before = BytePool.RentedByThread;
            Assert.Contains("type", e.ToOwned().ToJson(), StringComparison.Ordinal);
            Assert.Equal(before, BytePool.RentedByThread);
        }

        Message message = await stream.GetFinalMessageAsync();
        Assert.Equal($"{s_text}\U0001F600{s_text}", message.Text);
    });

    [Fact]
    public Task CompletedToolInput_LeavesNoArray() => AssertNoArrayLeftAsync(() =>
    {
        ToolInput input = ToolInput.Parse(System.Text.Encoding.UTF8.GetBytes($$"""{"a":["{{s_text}}"""));
        Assert.Equal($$"""{"a":["{{s_text}}"]}""", input.ToCompletedJson().ToString());
        return Task.CompletedTask;
    });

    private static async Task AssertNoArrayLeftAsync(Func<Task> use)
    {
        int thread = Environment.CurrentManagedThreadId;
        long before = BytePool.RentedByThread;

        await use();

        Assert.Equal(thread, Environment.CurrentManagedThreadId);
        Assert.Equal(before, BytePool.RentedByThread);
    }
}
#endif
