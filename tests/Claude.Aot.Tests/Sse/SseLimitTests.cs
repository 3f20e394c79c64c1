using Claude.Aot.Tests.Shared;

namespace Claude.Aot.Tests.Sse;

public class SseLimitTests
{
    public static TheoryData<MemoryKind, int, int> Feeds()
    {
        var data = new TheoryData<MemoryKind, int, int>();
        foreach (MemoryKind kind in Enum.GetValues<MemoryKind>())
        {
            data.Add(kind, int.MaxValue, 1);
            data.Add(kind, 1, 1);
            data.Add(kind, 3, 1);
            data.Add(kind, 3, int.MaxValue);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Feeds))]
    public async Task Reader_LineAtTheLimit_IsRead(MemoryKind kind, int size, int segmentsPerRead)
    {
        var options = new SseReaderOptions { MaxLineBytes = 16 };
        List<SeenEvent> seen = await ReadAsync("data: 0123456789\n\ndata: 0123456789\r\n\r\n", options, kind, size, segmentsPerRead);
        Assert.Equal(2, seen.Count);
    }

    [Theory]
    [MemberData(nameof(Feeds))]
    public async Task Reader_LineOverTheLimit_ThrowsAndNamesTheOption(MemoryKind kind, int size, int segmentsPerRead)
    {
        var options = new SseReaderOptions { MaxLineBytes = 15 };
        await AssertRefusedAsync("data: 0123456789\n\n", options, kind, size, segmentsPerRead, nameof(SseReaderOptions.MaxLineBytes), 15);
        await AssertRefusedAsync("data: 0123456789", options, kind, size, segmentsPerRead, nameof(SseReaderOptions.MaxLineBytes), 15);
        await AssertRefusedAsync("data: x\n:012345678901234\n\n", options, kind, size, segmentsPerRead, nameof(SseReaderOptions.MaxLineBytes), 15);
    }

    [Theory]
    [MemberData(nameof(Feeds))]
    public async Task Reader_EventAtTheLimit_IsRead(MemoryKind kind, int size, int segmentsPerRead)
    {
        var options = new SseReaderOptions { MaxEventBytes = 16 };
        List<SeenEvent> seen = await ReadAsync("data: 1\ndata: 2\n\nevent: 1\ndata: 2\n\n", new() { MaxEventBytes = 17 }, kind, size, segmentsPerRead);
        Assert.Equal(2, seen.Count);
        seen = await ReadAsync("data: 1\ndata: 2\n\n", options, kind, size, segmentsPerRead);
        Assert.Single(seen);
    }

    [Theory]
    [MemberData(nameof(Feeds))]
    public async Task Reader_EventOverTheLimit_ThrowsAndNamesTheOption(MemoryKind kind, int size, int segmentsPerRead)
    {
        var options = new SseReaderOptions { MaxEventBytes = 15 };
        await AssertRefusedAsync("data: 1\ndata: 2\n\n", options, kind, size, segmentsPerRead, nameof(SseReaderOptions.MaxEventBytes), 15);
        await AssertRefusedAsync(": 1\n: 2\n: 3\n: 4\n: 5\n", options, kind, size, segmentsPerRead, nameof(SseReaderOptions.MaxEventBytes), 15);
    }

    [Theory]
    [MemberData(nameof(Feeds))]
    public async Task Reader_BothLimitsBroken_NamesTheOneThatBrokeFirst(MemoryKind kind, int size, int segmentsPerRead)
    {
        const string Body = "a: 1\ndata: 234567\n\n";
        await AssertRefusedAsync(
            Body, new() { MaxLineBytes = 10, MaxEventBytes = 12 }, kind, size, segmentsPerRead, nameof(SseReaderOptions.MaxEventBytes), 12);
        await AssertRefusedAsync(
            Body, new() { MaxLineBytes = 6, MaxEventBytes = 12 }, kind, size, segmentsPerRead, nameof(SseReaderOptions.MaxLineBytes), 6);
    }

    [Fact]
    public async Task Reader_EventsBeforeTheOneOverTheLimit_AreDelivered()
    {
        await using var reader = SseReader.Create(new ScriptedPipe("data: 1\n\ndata: 0123456789\n\n"u8, []), new() { MaxLineBytes = 8 });
        Assert.True(await reader.WaitToReadAsync());
        Assert.True(reader.TryRead(out SseEvent e));
        Assert.Equal("1"u8, e.Data);
        for (int i = 0; i < 2; i++)
        {
            Exception thrown = Assert.ThrowsAny<Exception>(() => reader.TryRead(out _));
            Assert.Contains(nameof(SseReaderOptions.MaxLineBytes), thrown.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(int.MaxValue)]
    public void Options_LimitOutOfRange_IsRefused(int limit)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new SseReaderOptions { MaxLineBytes = limit });
        Assert.Throws<ArgumentOutOfRangeException>(() => new SseReaderOptions { MaxEventBytes = limit });
    }

    private static async Task AssertRefusedAsync(
        string body, SseReaderOptions options, MemoryKind kind, int size, int segmentsPerRead, string option, int limit)
    {
        Exception thrown = await Assert.ThrowsAnyAsync<Exception>(() => ReadAsync(body, options, kind, size, segmentsPerRead));
        Assert.Contains($"{option} ({limit} bytes)", thrown.Message, StringComparison.Ordinal);
    }

    private static Task<List<SeenEvent>> ReadAsync(string body, SseReaderOptions options, MemoryKind kind, int size, int segmentsPerRead)
    {
        byte[] bytes = System.Text.Encoding.UTF8.GetBytes(body);
        return SseDrain.AllAsync(new ScriptedPipe(bytes, Enumerable.Repeat(size, size == int.MaxValue ? 1 : bytes.Length), kind, segmentsPerRead), options);
    }
}
