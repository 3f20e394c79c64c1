using System.Text;
using Claude.Aot.Testing;
using Claude.Aot.Tests.Http.Support;

namespace Claude.Aot.Tests.Testing;

public sealed class ResponseScriptTests
{
    private static readonly byte[] s_body = "data: a\n\ndata: b\n\ndata: c\n\n"u8.ToArray();

    [Theory]
    [InlineData(new[] { 1 }, "1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1")]
    [InlineData(new[] { 10 }, "10 10 7")]
    [InlineData(new[] { 1, 2, 20 }, "1 2 20 4")]
    [InlineData(new[] { 100 }, "27")]
    public async Task Chunks_AreOfJustTheseSizes(int[] sizes, string pieces)
    {
        Assert.Equal(pieces, await SizesAsync(ResponseScript.FromBytes(s_body).InChunksOf(sizes)));
    }

    [Fact]
    public async Task Body_WithoutChunks_IsOnePiece()
    {
        Assert.Equal("27", await SizesAsync(ResponseScript.FromBytes(s_body)));
        Assert.Equal("", await SizesAsync(ResponseScript.FromBytes(default)));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 9)]
    [InlineData(2, 18)]
    [InlineData(3, 27)]
    [InlineData(99, 27)]
    public void OffsetAfter_CountsEvents(int events, int offset) => Assert.Equal(offset, ResponseScript.FromBytes(s_body).OffsetAfter(events));

    [Theory]
    [InlineData("data: a\r\n\r\ndata: b\r\n\r\n", 11)]
    [InlineData("data: a\r\rdata: b\r\r", 9)]
    [InlineData("\n\ndata: a\n\ndata: b\n\n", 11)]
    [InlineData("data: a\ndata: b\n\n\n\ndata: c\n\n", 17)]
    [InlineData("data: a", 7)]
    public void OffsetAfter_KnowsEveryLineEnd(string body, int offset) => Assert.Equal(offset, ResponseScript.FromText(body).OffsetAfter(1));

    [Theory]
    [InlineData(5)]
    [InlineData(0)]
    [InlineData(27)]
    [InlineData(99)]
    public async Task Cut_EndsTheBodyThere(int offset)
    {
        (byte[] bytes, Exception? failure) = await PlayAsync(ResponseScript.FromBytes(s_body).InChunksOf(4).CutAtByte(offset));

        Assert.Equal(s_body[..Math.Min(offset, s_body.Length)], bytes);
        Assert.Null(failure);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(0)]
    [InlineData(27)]
    public async Task Abort_BreaksTheBodyThere(int offset)
    {
        (byte[] bytes, Exception? failure) = await PlayAsync(ResponseScript.FromBytes(s_body).AbortAtByte(offset));

        Assert.Equal(s_body[..offset], bytes);
        Assert.IsAssignableFrom<IOException>(failure);
    }

    [Fact]
    public async Task Pace_LetsEventsOutOneByOne()
    {
        var time = new ManualTime();
        using var client = new HttpMessageInvoker(new ScriptedHandler(_ => ResponseScript.FromBytes(s_body).WithPace(10), time));
        using HttpResponseMessage response = await SendAsync(client);
        Stream body = await response.Content.ReadAsStreamAsync();
        byte[] buffer = new byte[100];
        Assert.Equal(9, await body.ReadAsync(buffer).Promptly());

        for (int events = 2; events <= 3; events++)
        {
            Task<int> reading = body.ReadAsync(buffer).AsTask();
            await time.WhenDueInAsync(TimeSpan.FromMilliseconds(100));
            Assert.False(reading.IsCompleted);
            time.Advance(TimeSpan.FromMilliseconds(100));
            Assert.Equal(9, await reading.Promptly());
        }

        Assert.Equal(0, await body.ReadAsync(buffer).Promptly());
    }

    [Fact]
    public async Task Stall_WaitsForItsGate()
    {
        var gate = new ScriptGate();
        var handler = new ScriptedHandler(ResponseScript.FromBytes(s_body).StallAfter(events: 1, gate));
        using var client = new HttpMessageInvoker(handler);
        using HttpResponseMessage response = await SendAsync(client);
        Stream body = await response.Content.ReadAsStreamAsync();
        Assert.Equal(9, await body.ReadAsync(new byte[100]).Promptly());
        Assert.False(gate.Reached.IsCompleted);
        Task<int> reading = body.ReadAsync(new byte[100]).AsTask();
        await gate.Reached.Promptly();
        Assert.Equal(9, handler.Log.All[0].BytesSent);

        gate.Release();

        Assert.Equal(18, await reading.Promptly());
        Assert.Equal(0, await body.ReadAsync(new byte[100]).Promptly());
        Assert.Equal(ExchangeEnd.Completed, await handler.Log.All[0].Ended.Promptly());
    }

    [Theory]
    [InlineData(GatewayDialect.None, "event: a\ndata: {}\n\ndata: b: c\n\n")]
    [InlineData(GatewayDialect.CrLf, "event: a\r\ndata: {}\r\n\r\ndata: b: c\r\n\r\n")]
    [InlineData(GatewayDialect.CarriageReturn | GatewayDialect.CrLf, "event: a\rdata: {}\r\rdata: b: c\r\r")]
    [InlineData(GatewayDialect.NoEventNames, "data: {}\n\ndata: b: c\n\n")]
    [InlineData(GatewayDialect.NoBlank, "event:a\ndata:{}\n\ndata:b: c\n\n")]
    [InlineData(GatewayDialect.ByteOrderMark, "\uFEFFevent: a\ndata: {}\n\ndata: b: c\n\n")]
    [InlineData(GatewayDialect.Comments, ": keep-alive\nevent: a\ndata: {}\n\n: keep-alive\ndata: b: c\n\n")]
    [InlineData(GatewayDialect.DoneMarker, "event: a\ndata: {}\n\ndata: b: c\n\ndata: [DONE]\n\n")]
    public void Dialect_ChangesTheFramingOnly(GatewayDialect dialect, string expected)
    {
        ResponseScript script = ResponseScript.FromText("event: a\ndata: {}\n\ndata: b: c\n\n").InDialect(dialect);

        Assert.Equal(expected, Encoding.UTF8.GetString(script.Body.Span));
    }

    [Fact]
    public async Task Dialects_AllTogether_AreRead()
    {
        GatewayDialect all = Enum.GetValues<GatewayDialect>().Aggregate((left, right) => left | right);
        using ClaudeClient client = TestClient.Of(new ScriptedHandler(Scripts.Hello.InDialect(all & ~GatewayDialect.CarriageReturn), Scripts.Hello.InDialect(all)));

        Assert.Equal("Hello", await client.AskAsync());
        Assert.Equal("Hello", await client.AskAsync());
    }

    [Fact]
    public void Script_ThatIsNone_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => new ScriptedHandler());
        Assert.Throws<ArgumentOutOfRangeException>(() => Scripts.Hello.InChunksOf(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Scripts.Hello.InChunksOf());
        Assert.Throws<ArgumentOutOfRangeException>(() => Scripts.Hello.WithPace(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Scripts.Hello.CutAtByte(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Scripts.Hello.StallAfter(-1));
        Assert.Throws<FileNotFoundException>(() => ResponseScript.FromFile("no-such-file.sse"));
    }

    private static Task<HttpResponseMessage> SendAsync(HttpMessageInvoker client) =>
        client.SendAsync(new HttpRequestMessage(HttpMethod.Post, "http://localhost/v1/messages"), CancellationToken.None);

    private static async Task<string> SizesAsync(ResponseScript script)
    {
        List<int> sizes = [];
        await foreach (ReadOnlyMemory<byte> piece in ScriptPieces(script))
        {
            sizes.Add(piece.Length);
        }

        return string.Join(' ', sizes);
    }

    private static async IAsyncEnumerable<ReadOnlyMemory<byte>> ScriptPieces(ResponseScript script)
    {
        using var client = new HttpMessageInvoker(new ScriptedHandler(script));
        using HttpResponseMessage response = await SendAsync(client);
        Stream body = await response.Content.ReadAsStreamAsync();
        byte[] buffer = new byte[1000];
        while (await body.ReadAsync(buffer).Promptly() is var read and > 0)
        {
            yield return buffer.AsMemory(0, read);
        }
    }

    private static async Task<(byte[] Bytes, Exception? Failure)> PlayAsync(ResponseScript script)
    {
        var bytes = new MemoryStream();
        Exception? failure = await Record.ExceptionAsync(async () =>
        {
            await foreach (ReadOnlyMemory<byte> piece in ScriptPieces(script))
            {
                bytes.Write(piece.Span);
            }
        });
        return (bytes.ToArray(), failure);
    }
}
