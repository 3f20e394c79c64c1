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

        ClaudeStreamException e = await client.FailAsync<ClaudeStreamException>();

        await answering.Promptly();
        Assert.Equal(ClaudeStreamErrorKind.Transport, e.Kind);
        Assert.Equal("msg_scripted", e.Partial!.Id);
    }

    [Fact]
    public async Task Server_ThatSpeaksNoHttp_IsATransportError()
    {
        using var server = new ByHandServer();
        using ClaudeClient client = TestClient.Of(server.Address, options => options.MaxRetries = 0);
        Task answering = server.AnswerAsync("220 mail.example ESMTP\r\n");

        ClaudeStreamException e = await client.FailAsync<ClaudeStreamException>();

        await answering.Promptly();
        Assert.Equal(ClaudeStreamErrorKind.Transport, e.Kind);
    }
}
