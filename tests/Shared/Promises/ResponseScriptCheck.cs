using System.Text;
using Claude.Aot.Testing;
using Claude.Aot.Tests.Shared.Http;

namespace Claude.Aot.Tests.Shared.Promises;

/// <summary>Checks that a script is played exactly to the byte: its chunks, its end, its pace, its pauses and its dialect.</summary>
internal static class ResponseScriptCheck
{
    private static readonly byte[] s_body = "data: a\n\ndata: b\n\ndata: c\n\n"u8.ToArray();

    public static IEnumerable<(string Name, Func<Task> Run)> Cases()
    {
        foreach ((int[] sizes, string pieces) in ((int[], string)[])[
            (new[] { 1 }, "1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1"),
            (new[] { 10 }, "10 10 7"),
            (new[] { 1, 2, 20 }, "1 2 20 4"),
            (new[] { 100 }, "27"),
        ])
        {
            yield return ($"chunks of just {pieces}", () => Chunks_AreOfJustTheseSizes(sizes, pieces));
        }

        yield return ("a body without chunks is one piece", Body_WithoutChunks_IsOnePiece);

        yield return ("an offset counts events", OffsetAfter_CountsEvents);
        yield return ("an offset knows every line end", OffsetAfter_KnowsEveryLineEnd);

        foreach (int offset in (int[])[5, 0, 27, 99])
        {
            yield return ($"a cut at {offset} ends the body there", () => Cut_EndsTheBodyThere(offset));
        }

        foreach (int offset in (int[])[5, 0, 27])
        {
            yield return ($"a break at {offset} breaks the body there", () => Abort_BreaksTheBodyThere(offset));
        }

        yield return ("a pace lets events out one by one", Pace_LetsEventsOutOneByOne);
        yield return ("a stall waits for its gate", Stall_WaitsForItsGate);

        foreach ((GatewayDialect dialect, string expected) in ((GatewayDialect, string)[])[
            (GatewayDialect.None, "event: a\ndata: {}\n\ndata: b: c\n\n"),
            (GatewayDialect.CrLf, "event: a\r\ndata: {}\r\n\r\ndata: b: c\r\n\r\n"),
            (GatewayDialect.CarriageReturn | GatewayDialect.CrLf, "event: a\rdata: {}\r\rdata: b: c\r\r"),
            (GatewayDialect.NoEventNames, "data: {}\n\ndata: b: c\n\n"),
            (GatewayDialect.NoSpace, "event:a\ndata:{}\n\ndata:b: c\n\n"),
            (GatewayDialect.ByteOrderMark, "\uFEFFevent: a\ndata: {}\n\ndata: b: c\n\n"),
            (GatewayDialect.Comments, ": keep-alive\nevent: a\ndata: {}\n\n: keep-alive\ndata: b: c\n\n"),
            (GatewayDialect.DoneMarker, "event: a\ndata: {}\n\ndata: b: c\n\ndata: [DONE]\n\n"),
        ])
        {
            yield return ($"dialect {dialect} changes the framing only", () => Dialect_ChangesTheFramingOnly(dialect, expected));
        }

        yield return ("all dialects together are read", Dialects_AllTogether_AreRead);
        yield return ("a script that is none is refused", Script_ThatIsNone_IsRefused);
    }

    private static async Task Chunks_AreOfJustTheseSizes(int[] sizes, string pieces)
    {
        Check.Equal(pieces, await SizesAsync(ResponseScript.FromBytes(s_body).InChunksOf(sizes)));
    }

    private static async Task Body_WithoutChunks_IsOnePiece()
    {
        Check.Equal("27", await SizesAsync(ResponseScript.FromBytes(s_body)));
        Check.Equal("", await SizesAsync(ResponseScript.FromBytes(default)));
    }

    private static Task OffsetAfter_CountsEvents()
    {
        foreach ((int events, int offset) in ((int, int)[])[(0, 0), (1, 9), (2, 18), (3, 27), (99, 27)])
        {
            Check.Equal(offset, ResponseScript.FromBytes(s_body).OffsetAfter(events));
        }
        return Task.CompletedTask;
    }

    private static Task OffsetAfter_KnowsEveryLineEnd()
    {
        foreach ((string body, int offset) in ((string, int)[])[
            ("data: a\r\n\r\ndata: b\r\n\r\n", 11),
            ("data: a\r\rdata: b\r\r", 9),
            ("\n\ndata: a\n\ndata: b\n\n", 11),
            ("data: a\ndata: b\n\n\n\ndata: c\n\n", 17),
            ("data: a", 7),
        ])
        {
            Check.Equal(offset, ResponseScript.FromText(body).OffsetAfter(1));
        }
        return Task.CompletedTask;
    }

    private static async Task Cut_EndsTheBodyThere(int offset)
    {
        (byte[] bytes, Exception? failure) = await PlayAsync(ResponseScript.FromBytes(s_body).InChunksOf(4).CutAtByte(offset));

        Check.SequenceEqual(s_body[..Math.Min(offset, s_body.Length)], bytes);
        Check.That(failure is null);
    }

    private static async Task Abort_BreaksTheBodyThere(int offset)
    {
        (byte[] bytes, Exception? failure) = await PlayAsync(ResponseScript.FromBytes(s_body).AbortAtByte(offset));

        Check.SequenceEqual(s_body[..offset], bytes);
        Check.Is<IOException>(failure);
    }

    private static async Task Pace_LetsEventsOutOneByOne()
    {
        var time = new ManualTime();
        using var client = new HttpMessageInvoker(new ScriptedHandler(_ => ResponseScript.FromBytes(s_body).WithPace(10), time));
        using HttpResponseMessage response = await SendAsync(client);
        Stream body = await response.Content.ReadAsStreamAsync();
        byte[] buffer = new byte[100];
        Check.Equal(9, await body.ReadAsync(buffer).Promptly());

        for (int events = 2; events <= 3; events++)
        {
            Task<int> reading = body.ReadAsync(buffer).AsTask();
            await time.WhenDueInAsync(TimeSpan.FromMilliseconds(100));
            Check.That(!reading.IsCompleted);
            time.Advance(TimeSpan.FromMilliseconds(100));
            Check.Equal(9, await reading.Promptly());
        }

        Check.Equal(0, await body.ReadAsync(buffer).Promptly());
    }

    private static async Task Stall_WaitsForItsGate()
    {
        var gate = new ScriptGate();
        var handler = new ScriptedHandler(ResponseScript.FromBytes(s_body).StallAfter(events: 1, gate));
        using var client = new HttpMessageInvoker(handler);
        using HttpResponseMessage response = await SendAsync(client);
        Stream body = await response.Content.ReadAsStreamAsync();
        Check.Equal(9, await body.ReadAsync(new byte[100]).Promptly());
        Check.That(!gate.Reached.IsCompleted);
        Task<int> reading = body.ReadAsync(new byte[100]).AsTask();
        await gate.Reached.Promptly();
        Check.Equal(9, handler.Log.All[0].BytesSent);

        gate.Release();

        Check.Equal(18, await reading.Promptly());
        Check.Equal(0, await body.ReadAsync(new byte[100]).Promptly());
        Check.Equal(ExchangeEnd.Completed, await handler.Log.All[0].Ended.Promptly());
    }

    private static Task Dialect_ChangesTheFramingOnly(GatewayDialect dialect, string expected)
    {
        ResponseScript script = ResponseScript.FromText("event: a\ndata: {}\n\ndata: b: c\n\n").InDialect(dialect);

        Check.Equal(expected, Encoding.UTF8.GetString(script.Body.Span));
        return Task.CompletedTask;
    }

    private static async Task Dialects_AllTogether_AreRead()
    {
        GatewayDialect all = Enum.GetValues<GatewayDialect>().Aggregate((left, right) => left | right);
        using ClaudeClient client = TestClient.Of(new ScriptedHandler(Scripts.Hello.InDialect(all & ~GatewayDialect.CarriageReturn), Scripts.Hello.InDialect(all)));

        Check.Equal("Hello", await client.AskAsync());
        Check.Equal("Hello", await client.AskAsync());
    }

    private static Task Script_ThatIsNone_IsRefused()
    {
        Check.Throws<ArgumentException>(() => new ScriptedHandler());
        Check.Throws<ArgumentOutOfRangeException>(() => Scripts.Hello.InChunksOf(0));
        Check.Throws<ArgumentOutOfRangeException>(() => Scripts.Hello.InChunksOf());
        Check.Throws<ArgumentOutOfRangeException>(() => Scripts.Hello.WithPace(0));
        Check.Throws<ArgumentOutOfRangeException>(() => Scripts.Hello.CutAtByte(-1));
        Check.Throws<ArgumentOutOfRangeException>(() => Scripts.Hello.StallAfter(-1));
        Check.Throws<FileNotFoundException>(() => ResponseScript.FromFile("no-such-file.sse"));
        return Task.CompletedTask;
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
        Exception? failure = await Check.ThrownAsync(async () =>
        {
            await foreach (ReadOnlyMemory<byte> piece in ScriptPieces(script))
            {
                bytes.Write(piece.Span);
            }
        });
        return (bytes.ToArray(), failure);
    }
}
