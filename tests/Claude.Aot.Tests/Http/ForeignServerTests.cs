using System.IO.Compression;
using System.Text;
using Claude.Aot.Tests.Http.Support;
using Claude.Aot.Tests.Shared.Http;

namespace Claude.Aot.Tests.Http;

/// <summary>The client streams from a server that is not ours.</summary>
public sealed class ForeignServerTests
{
    [Theory]
    [InlineData(1, int.MaxValue)]
    [InlineData(7, int.MaxValue)]
    [InlineData(1000, int.MaxValue)]
    [InlineData(61, 1)]
    [InlineData(13, 5)]
    public async Task Server_ThatSpeaksChunksByHand_IsRead(int chunkSize, int bytesPerWrite)
    {
        using var server = new ByHandServer();
        using ClaudeClient client = TestClient.Of(server.Address);
        Task<string> answering = server.AnswerAsync(ByHandServer.Chunked(Scripts.Hello.Body.Span, chunkSize), bytesPerWrite);

        Assert.Equal("Hello", await client.AskAsync());

        string head = await answering.Promptly();
        Assert.StartsWith("POST /v1/messages HTTP/1.1\r\n", head, StringComparison.Ordinal);
        Assert.Contains($"x-api-key: {TestClient.Key}\r\n", head, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Server_ThatEndsTheBodyByClosing_IsRead()
    {
        using var server = new ByHandServer();
        using ClaudeClient client = TestClient.Of(server.Address);
        Task answering = server.AnswerAsync("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n" + Encoding.UTF8.GetString(Scripts.Hello.Body.Span));

        Assert.Equal("Hello", await client.AskAsync());

        await answering.Promptly();
    }

    [Fact]
    public async Task Server_ThatForgetsTheLastChunk_IsReadAllTheSame()
    {
        using var server = new ByHandServer();
        using ClaudeClient client = TestClient.Of(server.Address);
        string whole = ByHandServer.Chunked(Scripts.Hello.Body.Span, 100);
        Task answering = server.AnswerAsync(whole[..whole.LastIndexOf("0\r\n", StringComparison.Ordinal)]);

        Assert.Equal("Hello", await client.AskAsync());

        await answering.Promptly();
    }

    [Fact]
    public async Task Server_ThatClosesInMidStream_IsATransportError()
    {
        using var server = new ByHandServer();
        using ClaudeClient client = TestClient.Of(server.Address);
        string whole = ByHandServer.Chunked(Scripts.Hello.Body.Span, 100);
        Task answering = server.AnswerAsync(whole[..(whole.Length / 2)]);

        ClaudeTransportException e = await client.FailAsync<ClaudeTransportException>();

        await answering.Promptly();
        Assert.Equal(ClaudeTransportErrorKind.ConnectionError, e.Kind);
        Assert.Equal("msg_scripted", e.Partial!.Id);
    }

    /// <summary>The bytes before the end come in the same read as the end itself.</summary>
    [Theory]
    [InlineData("Content-Length: 5000\r\n\r\n", "")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n", "1000\r\n")]
    public async Task Server_ThatClosesTooEarly_LosesNothing(string framing, string chunk)
    {
        using var server = new ByHandServer();
        using ClaudeClient client = TestClient.Of(server.Address);
        string events = Encoding.UTF8.GetString(Scripts.Hello.Body.Span[..Scripts.Hello.OffsetAfter(Scripts.EventsUntilHel)]);
        Task answering = server.AnswerAsync($"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n{framing}{chunk}{events}");

        ClaudeTransportException e = await client.FailAsync<ClaudeTransportException>();

        await answering.Promptly();
        Assert.Equal(ClaudeTransportErrorKind.ConnectionError, e.Kind);
        Assert.Equal("Hel", e.Partial!.Text);
    }

    /// <summary>.NET tells of broken compressed data in exceptions of its own.</summary>
    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task Server_WhoseCompressedDataIsBroken_IsATransportError(string encoding)
    {
        string json = $$"""{"input_tokens":7,"x":"{{string.Join(' ', Enumerable.Range(0, 200))}}"}""";
        foreach ((string type, byte[] body, Func<ClaudeClient, Task> call) in ((string, byte[], Func<ClaudeClient, Task>)[])[
            ("text/event-stream", Scripts.Hello.Body.ToArray(), client => client.AskAsync()),
            ("text/event-stream", Scripts.Hello.Body.ToArray(), client => client.Messages.CreateAsync(TestClient.Hello)),
            ("application/json", Encoding.UTF8.GetBytes(json), client => client.Messages.CountTokensAsync(TestClient.Hello)),
        ])
        {
            byte[] broken = Compress(encoding, body);
            broken.AsSpan(encoding == "gzip" ? broken.Length - 8 : broken.Length / 2).Fill(0xFF);
            using var server = new ByHandServer();
            using ClaudeClient client = TestClient.Of(server.Address, options => options.MaxRetries = 0);
            Task answering = server.AnswerAsync(
                $"HTTP/1.1 200 OK\r\nContent-Type: {type}\r\nContent-Encoding: {encoding}\r\nContent-Length: {broken.Length}\r\n\r\n{Encoding.Latin1.GetString(broken)}");

            ClaudeTransportException e = await Assert.ThrowsAsync<ClaudeTransportException>(() => call(client));

            Assert.Equal(ClaudeTransportErrorKind.ConnectionError, e.Kind);
            await answering.Promptly();
        }
    }

    private static byte[] Compress(string encoding, byte[] body)
    {
        using var compressed = new MemoryStream();
        using (Stream stream = encoding == "gzip" ? new GZipStream(compressed, CompressionLevel.Fastest) : new BrotliStream(compressed, CompressionLevel.Fastest))
        {
            stream.Write(body);
        }

        return compressed.ToArray();
    }

    [Fact]
    public async Task Server_ThatSpeaksNoHttp_IsATransportError()
    {
        using var server = new ByHandServer();
        using ClaudeClient client = TestClient.Of(server.Address, options => options.MaxRetries = 0);
        Task answering = server.AnswerAsync("220 mail.example ESMTP\r\n");

        ClaudeTransportException e = await client.FailAsync<ClaudeTransportException>();

        await answering.Promptly();
        Assert.Equal(ClaudeTransportErrorKind.ConnectionError, e.Kind);
    }
}
