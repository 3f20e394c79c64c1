using System.Buffers;
using System.IO.Pipelines;
using Claude.Aot.Testing;
using Claude.Aot.Tests.Infrastructure;
using Claude.Aot.Tests.Shared;
using Claude.Aot.Tests.Shared.Http;
using Claude.Aot.Tests.Shared.Promises;

namespace Claude.Aot.Tests.Streaming;

[Collection(nameof(Measured))]
public sealed class TextPacingTests
{
    private const int Count = 10_000;
    private const int Attempts = 10;

    private static readonly TimeSpan s_delay = TimeSpan.FromMilliseconds(200);

    public static TheoryData<string> Checks => TextPacingCheck.Cases().Names();

    [Theory]
    [MemberData(nameof(Checks))]
    public Task Text_Paced_IsDividedAsPromised(string check) => TextPacingCheck.Cases().RunAsync(check);

    [Fact]
    public async Task ReadText_ByCodeUnits_GivesTheGraphemes()
    {
        string[] graphemes = ["e\u0301", "\U0001F468\u200D\U0001F469\u200D\U0001F467", "\U0001F1E9\U0001F1EA", "\U0001F1EB\U0001F1F7", "\r\n", "\U0001F44D\U0001F3FD", "x"];
        SseBody body = SseBody.Begin().TextStart();
        foreach (char unit in string.Concat(graphemes))
        {
            body.TextJson($"\"\\u{(int)unit:x4}\"");
        }

        await using MessageStream stream = body.BlockStop().End().Open();

        Assert.Equal(graphemes, await stream.ReadTextAsync(new TextPacing { MinChars = 1 }).ToListAsync());
    }

    [Fact]
    public async Task ReadText_Delayed_IsReturnedAfterTheDelay()
    {
        var time = new ManualTime();
        var gate = new ScriptGate();
        using ClaudeClient client = ClientOf(new MessageScript().Text("Hello", " world. Bye").End().StallAfter(events: 3, gate), time);
        await using MessageStream stream = await client.Messages.StreamAsync(TestClient.Hello);
        await using IAsyncEnumerator<string> pieces = stream.ReadTextAsync(new TextPacing { FlushAt = ".", MaxDelay = s_delay }).GetAsyncEnumerator();

        Task<bool> first = pieces.MoveNextAsync().AsTask();
        await gate.Reached;
        await time.WhenDueInAsync(s_delay);
        time.Advance(s_delay - TimeSpan.FromMilliseconds(1));
        Assert.False(first.IsCompleted);
        time.Advance(TimeSpan.FromMilliseconds(1));

        // The last grapheme may still grow.
        Assert.True(await first.Promptly());
        Assert.Equal("Hell", pieces.Current);
        Task<bool> second = pieces.MoveNextAsync().AsTask();
        time.Advance(s_delay);
        Assert.False(second.IsCompleted);
        gate.Release();
        Assert.True(await second.Promptly());
        Assert.Equal("o world.", pieces.Current);
        Assert.True(await pieces.MoveNextAsync().Promptly());
        Assert.Equal(" Bye", pieces.Current);
        Assert.False(await pieces.MoveNextAsync().Promptly());
    }

    [Fact]
    public async Task ReadText_DelayedWhileTheReaderIsElsewhere_StreamCanBeUsed()
    {
        var time = new ManualTime();
        var gate = new ScriptGate();
        await using ReplayServer server = await ReplayServer.StartAsync(new MessageScript().Text("Hello", " world").End().StallAfter(events: 3, gate));
        using ClaudeClient client = TestClient.Of(server, options => options.TimeProvider = time);
        await using MessageStream stream = await client.Messages.StreamAsync(TestClient.Hello);
        List<string> pieces = [];
        Task reading = ReadAsync();
        await time.WhenDueInAsync(s_delay);

        time.Advance(s_delay);
        await reading.Promptly();

        Assert.Equal(["Hell", "o"], pieces);

        async Task ReadAsync()
        {
            await foreach (string piece in stream.ReadTextAsync(new TextPacing { MaxDelay = s_delay }))
            {
                pieces.Add(piece);
                Assert.StartsWith("Hello", stream.Snapshot.Content[0].Text.ToString(), StringComparison.Ordinal);
                gate.Release();
                Assert.Equal("Hello world", await stream.GetFinalTextAsync());
            }
        }
    }

    [Fact]
    public async Task ReadText_LeftWhileAReadIsInProgress_ClosesTheBody()
    {
        var time = new ManualTime();
        await using ReplayServer server = await ReplayServer.StartAsync(new MessageScript().Text("Hello", " world").End().StallAfter(events: 3));
        using ClaudeClient client = TestClient.Of(server, options => options.TimeProvider = time);
        await using MessageStream stream = await client.Messages.StreamAsync(TestClient.Hello);
        Task reading = ReadAsync();
        await time.WhenDueInAsync(s_delay);

        time.Advance(s_delay);
        await reading.Promptly();

        Assert.Equal(ExchangeEnd.ClientLeft, await server.Log.All[0].Ended.Promptly());
        ClaudeTransportException e = await Assert.ThrowsAsync<ClaudeTransportException>(() => stream.GetFinalMessageAsync().AsTask());
        Assert.Equal((ClaudeTransportErrorKind.Abandoned, "Hello"), (e.Kind, e.Partial!.Text));

        async Task ReadAsync()
        {
            await foreach (string _ in stream.ReadTextAsync(new TextPacing { MaxDelay = s_delay }))
            {
                break;
            }
        }
    }

    [Fact]
    public async Task ReadText_SlowReader_IsNotAnIdleStream()
    {
        var time = new ManualTime();
        var gate = new ScriptGate();
        using ClaudeClient client = ClientOf(new MessageScript().Text("Hello", " world").End().StallAfter(events: 3, gate), time);
        await using MessageStream stream = await client.Messages.StreamAsync(TestClient.Hello);
        await using IAsyncEnumerator<string> pieces = stream.ReadTextAsync(new TextPacing { MaxDelay = s_delay }).GetAsyncEnumerator();
        Task<bool> first = pieces.MoveNextAsync().AsTask();
        await time.WhenDueInAsync(s_delay);
        time.Advance(s_delay);
        Assert.True(await first.Promptly());

        // The read ends while the reader is elsewhere, for longer than the idle timeout.
        gate.Release();
        await Task.Run(() => SpinWait.SpinUntil(() => stream.Pump.Pausable is { HasEnded: true })).Promptly();
        time.Advance(TimeSpan.FromMinutes(10));

        Assert.True(await pieces.MoveNextAsync().Promptly());
        Assert.Equal("o world", pieces.Current);
        Assert.False(await pieces.MoveNextAsync().Promptly());
    }

    [Fact]
    public async Task ReadText_CanceledWhileItWaits_GivesWhatCameThenThrows()
    {
        var time = new ManualTime();
        var gate = new ScriptGate();
        using ClaudeClient client = ClientOf(new MessageScript().Text("Hello", " world").End().StallAfter(events: 3, gate), time);
        await using MessageStream stream = await client.Messages.StreamAsync(TestClient.Hello);
        using var cancellation = new CancellationTokenSource();
        await using IAsyncEnumerator<string> pieces = stream.ReadTextAsync(new TextPacing { MaxDelay = s_delay }).GetAsyncEnumerator(cancellation.Token);
        Task<bool> first = pieces.MoveNextAsync().AsTask();
        await gate.Reached;
        await time.WhenDueInAsync(s_delay);

        await cancellation.CancelAsync();

        Assert.True(await first.Promptly());
        Assert.Equal("Hello", pieces.Current);
        ClaudeCanceledException e = await Assert.ThrowsAsync<ClaudeCanceledException>(() => pieces.MoveNextAsync().Promptly());
        Assert.Equal("Hello", e.Partial!.Text);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ReadText_TwiceThePieces_AllocatesTheirStringsOnly(bool isUtf8)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        string piece = new('a', 5);
        long size = isUtf8 ? 0 : GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal(5, piece.Length);
        ReadOnlySequence<byte> once = new(BodyOf(Count)), twice = new(BodyOf(2 * Count));
        long difference = long.MaxValue;
        for (int i = 0; i < Attempts && difference != size * Count; i++)
        {
            // A collection may empty the pools in between; what is claimed is the cost with warm ones.
            Measure(twice, isUtf8);
            difference = Measure(twice, isUtf8) - Measure(once, isUtf8);
        }

        Assert.Equal(size * Count, difference);
    }

    [Fact]
    public void TextPacing_InvalidValues_AreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new TextPacing { MinChars = -1 });
        Assert.Throws<ArgumentNullException>(() => new TextPacing { FlushAt = null! });
        Assert.Throws<ArgumentException>(() => new TextPacing { FlushAt = ".\U0001F600" });
        Assert.Throws<ArgumentOutOfRangeException>(() => new TextPacing { MaxDelay = TimeSpan.Zero });
        Assert.Throws<ArgumentOutOfRangeException>(() => new TextPacing { MaxDelay = TimeSpan.FromDays(50) });
        Assert.Equal(Timeout.InfiniteTimeSpan, new TextPacing { MaxDelay = Timeout.InfiniteTimeSpan }.MaxDelay);
    }

    private static ClaudeClient ClientOf(ResponseScript script, ManualTime time) =>
        TestClient.Of(new ScriptedHandler(script), options => options.TimeProvider = time);

    private static byte[] BodyOf(int count)
    {
        SseBody body = SseBody.Begin().TextStart();
        byte[] one = new SseBody().Text("Four.").ToArray();
        for (int i = 0; i < count; i++)
        {
            body.Raw(one);
        }

        return body.BlockStop().End().ToArray();
    }

    private static long Measure(ReadOnlySequence<byte> body, bool isUtf8)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        Task<int> reading = isUtf8 ? ReadUtf8Async(body) : ReadAsync(body);
        Assert.True(reading.IsCompletedSuccessfully, "Everything is in memory: nothing waits, so one thread does it all.");
        Assert.Equal(0, reading.Result % 5);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static async Task<int> ReadAsync(ReadOnlySequence<byte> body)
    {
        int chars = 0;
        await using MessageStream stream = MessageStream.FromStream(PipeReader.Create(body));
        await foreach (string piece in stream.ReadTextAsync(new TextPacing { FlushAt = "." }))
        {
            chars += piece.Length;
        }

        return chars;
    }

    private static async Task<int> ReadUtf8Async(ReadOnlySequence<byte> body)
    {
        int bytes = 0;
        await using MessageStream stream = MessageStream.FromStream(PipeReader.Create(body));
        await foreach (ReadOnlyMemory<byte> piece in stream.ReadUtf8TextAsync(new TextPacing { FlushAt = "." }))
        {
            bytes += piece.Length;
        }

        return bytes;
    }
}
