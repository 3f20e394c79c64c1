using Claude.Aot.Tests.Shared;

namespace Claude.Aot.Tests.Sse;

public class SseLifetimeTests
{
    [Theory]
    [InlineData(MemoryKind.Exact)]
    [InlineData(MemoryKind.Native)]
    public async Task Event_FurtherReadsInTheSameBatch_StaysIntact(MemoryKind kind)
    {
        string[] texts = [.. Enumerable.Range(0, 200).Select(i => new string((char)('a' + (i % 26)), 1 + (i * 7 % 90)))];
        string body = string.Concat(texts.Select((text, i) => $"id: id{i}\nevent: name{i}\ndata: {text}\ndata: \u00E9\n\n"));
        await using var reader = SseReader.Create(new ScriptedPipe(System.Text.Encoding.UTF8.GetBytes(body), [777, 1, 1, 2000], kind));
        Assert.True(await reader.WaitToReadAsync());
        AssertIntact(reader, texts, 0);
        Assert.Equal(texts.Length, reader.EventCount);
    }

    [Fact]
    public async Task Event_InvalidUtf8_IsReplacedAndStaysIntact()
    {
        byte[] body = [.. "event: "u8, 0xFF, .. "\nid: "u8, 0xC3, .. "\ndata: a"u8, 0xE2, 0x82, .. "\n\ndata: b\n\ndata: c\n\n"u8];
        await using var reader = SseReader.Create(new ScriptedPipe(body, []));
        Assert.True(await reader.WaitToReadAsync());
        Assert.True(reader.TryRead(out SseEvent first));
        Assert.True(first.HadInvalidUtf8);
        Assert.True(reader.TryRead(out SseEvent second));
        Assert.False(second.HadInvalidUtf8);
        Assert.True(reader.TryRead(out _));
        Assert.Equal(new SeenEvent("\uFFFD", "a\uFFFD", "\uFFFD", null), SeenEvent.Of(first));
        Assert.Equal(new SeenEvent("message", "b", "\uFFFD", null), SeenEvent.Of(second));
        Assert.Equal(SseDialect.InvalidUtf8 | SseDialect.MissingEventName, reader.Dialect);
    }

    [Fact]
    public async Task LastEventId_BatchIsReleased_OutlivesIt()
    {
        var pipe = new ScriptedPipe("id: first\ndata: 1\n\ndata: 2\n\nid: x\ndata: 3\n\ndata: 4\n\n"u8, [19, 9, 15], segmentsPerRead: 1);
        List<SeenEvent> seen = await SseDrain.AllAsync(pipe);
        Assert.Equal(["first", "first", "x", "x"], seen.Select(e => e.LastEventId));
    }

    [Fact]
    public async Task WaitToRead_EventsStillBuffered_CompletesAtOnceAndLosesNone()
    {
        await using var reader = SseReader.Create(new ScriptedPipe("data: 1\n\n: c\n\ndata: 2\ndata: 3\n\n"u8, []));
        for (int i = 0; i < 3; i++)
        {
            Assert.True(await reader.WaitToReadAsync());
        }

        Assert.True(reader.TryRead(out SseEvent e));
        Assert.Equal("1"u8, e.Data);
        for (int i = 0; i < 3; i++)
        {
            ValueTask<bool> wait = reader.WaitToReadAsync();
            Assert.True(wait.IsCompletedSuccessfully);
            Assert.True(await wait);
        }

        Assert.True(reader.TryRead(out e));
        Assert.Equal("2\n3"u8, e.Data);
        Assert.False(await reader.WaitToReadAsync());
        Assert.False(await reader.WaitToReadAsync());
        Assert.False(reader.TryRead(out _));
    }

    [Fact]
    public void Buffer_Growth_KeepsCompletedPieces()
    {
        var retired = new RetiredArrays();
        var buffer = new PooledByteBuffer(retired);
        buffer.Append("first"u8);
        ArraySegment<byte> first = buffer.Complete();
        buffer.Append("sec"u8);
        for (int i = 0; i < 5_000; i++)
        {
            buffer.Append((byte)'x');
        }

        Assert.True(buffer.Written.StartsWith("secx"u8));
        Assert.Equal(5_003, buffer.Length);
        Assert.Equal("first"u8, first);
        buffer.Truncate(3);
        Assert.Equal("sec"u8, buffer.Complete());
        "ab"u8.CopyTo(buffer.GetSpan(2));
        buffer.Advance(2);
        Assert.Equal("ab"u8, buffer.Segment);
        buffer.Append(buffer.Written);
        Assert.Equal("abab"u8, buffer.Written);
        buffer.Reset();
        Assert.Equal(0, buffer.Length);
        retired.ReturnAll();
        buffer.Return();
        buffer.Return();
        buffer.Append("again"u8);
        Assert.Equal("again"u8, buffer.Written);
        buffer.Return();
    }

    // Recursion keeps every event of the batch on the stack until the last has been read.
    private static void AssertIntact(SseReader reader, string[] texts, int index)
    {
        if (!reader.TryRead(out SseEvent e))
        {
            return;
        }

        AssertIntact(reader, texts, index + 1);
        Assert.Equal(new SeenEvent($"name{index}", texts[index] + "\n\u00E9", $"id{index}", null), SeenEvent.Of(e));
    }
}
