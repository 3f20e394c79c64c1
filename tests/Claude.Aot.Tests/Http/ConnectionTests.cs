using System.IO.Compression;
using Claude.Aot.Testing;
using Claude.Aot.Tests.Http.Support;
using Claude.Aot.Tests.Shared.Http;

namespace Claude.Aot.Tests.Http;

public sealed class ConnectionTests
{
    [Theory]
    [InlineData("1.1")]
    [InlineData("2.0")]
    public async Task Stream_OverEachVersion_SpeaksIt(string version)
    {
        await using ReplayServer server = await ReplayServer.StartAsync(Scripts.Hello);
        using ClaudeClient client = TestClient.Of(server, version);
        await using MessageStream stream = await client.Messages.StreamAsync(TestClient.Hello);

        Assert.Equal("Hello", await stream.GetFinalTextAsync().Promptly());
        Assert.Equal(Version.Parse(version), stream.Response!.HttpVersion);
        Assert.Equal(Version.Parse(version), server.Log.All[0].HttpVersion);
    }

    [Theory]
    [MemberData(nameof(TheoryRows.HttpVersions), MemberType = typeof(TheoryRows))]
    public async Task Connection_AfterTheEnd_IsUsedAgain(string version)
    {
        await using ReplayServer server = await ReplayServer.StartAsync(Scripts.Hello);
        using ClaudeClient client = TestClient.Of(server, version);

        for (int i = 0; i < 5; i++)
        {
            Assert.Equal("Hello", await client.AskAsync());
        }

        await using (MessageStream stream = await client.Messages.StreamAsync(TestClient.Hello))
        {
            await foreach (StreamEvent _ in stream)
            {
            }
        }

        await client.AskAsync();
        Assert.Equal(7, server.Log.All.Count);
        Assert.Equal(1, server.Log.ConnectionCount);
    }

    [Fact]
    public async Task Connection_WhoseEndComesLate_IsWaitedForALittle()
    {
        var gate = new ScriptGate();
        await using ReplayServer server = await ReplayServer.StartAsync(Scripts.Hello.StallAtByte(Scripts.Hello.Body.Length, gate), Scripts.Hello);
        var time = new ManualTime();
        using ClaudeClient client = TestClient.Of(server, options => options.TimeProvider = time);
        MessageStream stream = await client.Messages.StreamAsync(TestClient.Hello);
        await stream.GetFinalMessageAsync().Promptly();
        Task disposing = stream.DisposeAsync().AsTask();
        await time.WhenDueInAsync(TimeSpan.FromMilliseconds(250));
        Assert.False(disposing.IsCompleted);

        gate.Release();
        await disposing.Promptly();
        await client.AskAsync();

        Assert.Equal(1, server.Log.ConnectionCount);
    }

    [Fact]
    public async Task Connection_WhoseEndDoesNotCome_IsClosedAfterALittle()
    {
        await using ReplayServer server = await ReplayServer.StartAsync(Scripts.Hello.StallAtByte(Scripts.Hello.Body.Length), Scripts.Hello);
        var time = new ManualTime();
        using ClaudeClient client = TestClient.Of(server, options => options.TimeProvider = time);
        MessageStream stream = await client.Messages.StreamAsync(TestClient.Hello);
        await stream.GetFinalMessageAsync().Promptly();
        Task disposing = stream.DisposeAsync().AsTask();
        await time.WhenDueInAsync(TimeSpan.FromMilliseconds(250));

        time.Advance(TimeSpan.FromMilliseconds(250));
        await disposing.Promptly();

        Assert.Equal(ExchangeEnd.ClientLeft, await server.Log.All[0].Ended.Promptly());
        await client.AskAsync();
        Assert.Equal(2, server.Log.ConnectionCount);
    }

    [Theory]
    [InlineData("1.1", 2)]
    [InlineData("2.0", 1)]
    public async Task Connection_OfAStreamThatWasStopped_IsNotUsedAgainWhereItCarriesOnlyOne(string version, int connections)
    {
        await using ReplayServer server = await ReplayServer.StartAsync(Scripts.Hello.StallAfter(events: 1), Scripts.Hello);
        using ClaudeClient client = TestClient.Of(server, version);
        await using (MessageStream stream = await client.Messages.StreamAsync(TestClient.Hello))
        {
        }

        await server.Log.All[0].Ended.Promptly();
        Assert.Equal("Hello", await client.AskAsync());

        Assert.Equal(connections, server.Log.ConnectionCount);
    }

    [Theory]
    [MemberData(nameof(TheoryRows.HttpVersions), MemberType = typeof(TheoryRows))]
    public async Task Connection_OfAnError_IsUsedAgain(string version)
    {
        await using ReplayServer server = await ReplayServer.StartAsync(Scripts.Overloaded, Scripts.Overloaded, Scripts.Hello);
        using ClaudeClient client = TestClient.Of(server, version);

        Assert.Equal("Hello", await client.AskAsync());

        Assert.Equal(1, server.Log.ConnectionCount);
    }

    [Fact]
    public async Task Connections_OfConcurrentStreams_AreShared()
    {
        var gate = new ScriptGate();
        await using ReplayServer server = await ReplayServer.StartAsync(Scripts.Hello.StallAfter(events: 2, gate));
        using ClaudeClient client = TestClient.Of(server, "2.0");
        Task<string>[] asking = [.. Enumerable.Range(0, 20).Select(_ => client.AskAsync())];
        for (int i = 0; i < asking.Length; i++)
        {
            await server.Log.NextAsync().Promptly();
        }

        gate.Release();

        Assert.All(await Task.WhenAll(asking).Promptly(), text => Assert.Equal("Hello", text));
        Assert.Equal(1, server.Log.ConnectionCount);
    }

    [Theory]
    [MemberData(nameof(TheoryRows.HttpVersions), MemberType = typeof(TheoryRows))]
    public async Task Body_Compressed_IsReadAsItComes(string version)
    {
        var gate = new ScriptGate();
        await using ReplayServer server = await ReplayServer.StartAsync(Scripts.Hello.AsGzip().InChunksOf(61).StallAfter(Scripts.EventsUntilHel, gate));
        using ClaudeClient client = TestClient.Of(server, version);
        await using MessageStream stream = await client.Messages.StreamAsync(TestClient.Hello);
        string text = "";
        await foreach (string piece in stream.ReadTextAsync())
        {
            text += piece;
            gate.Release();
        }

        Assert.Equal("Hello", text);
        Assert.Equal("gzip, br", server.Log.All[0].Headers["Accept-Encoding"]);
    }

    [Theory]
    [MemberData(nameof(TheoryRows.HttpVersions), MemberType = typeof(TheoryRows))]
    public async Task Body_CompressedWithBrotli_IsReadAsItComes(string version)
    {
        int half = Scripts.Hello.OffsetAfter(Scripts.EventsUntilHel);
        using var compressed = new MemoryStream();
        using var brotli = new BrotliStream(compressed, CompressionLevel.Fastest, leaveOpen: true);
        brotli.Write(Scripts.Hello.Body.Span[..half]);
        brotli.Flush();
        int compressedHalf = (int)compressed.Length;
        brotli.Write(Scripts.Hello.Body.Span[half..]);
        brotli.Dispose();
        var gate = new ScriptGate();
        await using ReplayServer server = await ReplayServer.StartAsync(
            ResponseScript.FromBytes(compressed.ToArray()).WithHeader("Content-Encoding", "br").InChunksOf(61).StallAtByte(compressedHalf, gate));
        using ClaudeClient client = TestClient.Of(server, version);
        await using MessageStream stream = await client.Messages.StreamAsync(TestClient.Hello).Promptly();
        string text = "";
        await foreach (string piece in stream.ReadTextAsync())
        {
            text += piece;
            gate.Release();
        }

        Assert.Equal("Hello", text);
    }

    [Theory]
    [InlineData("1.1", 1)]
    [InlineData("1.1", 7)]
    [InlineData("1.1", 1400)]
    [InlineData("2.0", 1)]
    [InlineData("2.0", 7)]
    [InlineData("2.0", 1400)]
    public async Task Body_InAnyPieces_IsTheSame(string version, int size)
    {
        await using ReplayServer server = await ReplayServer.StartAsync(Scripts.Hello.InChunksOf(size));
        using ClaudeClient client = TestClient.Of(server, version);

        Assert.Equal("Hello", await client.AskAsync());
    }

    [Theory]
    [MemberData(nameof(TheoryRows.HttpVersions), MemberType = typeof(TheoryRows))]
    public async Task Body_ThatBreaks_IsATransportErrorWithThePartialMessage(string version)
    {
        var gate = new ScriptGate();
        await using ReplayServer server = await ReplayServer.StartAsync(Scripts.Hello.AbortAfter(Scripts.EventsUntilHel).StallAfter(Scripts.EventsUntilHel, gate));
        using ClaudeClient client = TestClient.Of(server, version);
        await using MessageStream stream = await client.Messages.StreamAsync(TestClient.Hello);

        ClaudeTransportException e = await Assert.ThrowsAsync<ClaudeTransportException>(async () =>
        {
            await foreach (string _ in stream.ReadTextAsync())
            {
                gate.Release();
            }
        });

        Assert.Equal(ClaudeTransportErrorKind.ConnectionError, e.Kind);
        Assert.NotNull(e.InnerException);
        Assert.Equal("Hel", Assert.IsType<TextBlock>(Assert.Single(e.Partial!.Content)).Text);
    }

    [Theory]
    [MemberData(nameof(TheoryRows.HttpVersions), MemberType = typeof(TheoryRows))]
    public async Task Body_ThatEndsEarly_IsTruncated(string version)
    {
        await using ReplayServer server = await ReplayServer.StartAsync(Scripts.Hello.CutAfter(Scripts.EventsUntilHel));
        using ClaudeClient client = TestClient.Of(server, version);

        ClaudeTransportException e = await client.FailAsync<ClaudeTransportException>();

        Assert.Equal(ClaudeTransportErrorKind.ResponseEnded, e.Kind);
        Assert.Equal("Hel", Assert.IsType<TextBlock>(Assert.Single(e.Partial!.Content)).Text);
    }
}
