using System.Text;
using Claude.Aot.Tests.Shared;
using Claude.Aot.Tests.Streaming.Support;

namespace Claude.Aot.Tests.Errors;

public sealed class BrokenBodyTests
{
    [Theory]
    [InlineData("nonsense")]
    [InlineData("{\"type\":\"content_block_delta\",\"index\":0")]
    [InlineData("{\"type\":\"content_block_delta\",\"index\":0}}")]
    [InlineData("{\"type\":\"content_block_delta\"} {}")]
    [InlineData("{'type':'content_block_delta'}")]
    [InlineData("{\"type\":\"content_block_delta\",}")]
    [InlineData("{\"type\":\"content_block_delta\",\"delta\":{\"type\":\"text_delta\",\"text\":\"a\tb\"}}")]
    [InlineData("{\"type\":\"content_block_delta\",\"delta\":{\"type\":\"text_delta\",\"text\":\"\\x\"}}")]
    [InlineData(" ")]
    public async Task Event_DataIsNotJson_IsAProtocolError(string data)
    {
        SseBody body = SseBody.Begin().TextStart().Text("Hello").Event("content_block_delta", data).BlockStop().End();

        ClaudeTransportException e = await body.ReadToFailureAsync<ClaudeTransportException>();

        Assert.Equal(ClaudeTransportErrorKind.InvalidResponse, e.Kind);
        Assert.Contains("event 4", e.Message, StringComparison.Ordinal);
        Assert.Equal(data, Encoding.UTF8.GetString(e.RawData.Span));
        Assert.Equal("Hello", Assert.IsType<TextBlock>(Assert.Single(e.Partial!.Content)).Text);
    }

    [Theory]
    [InlineData("true")]
    [InlineData("[1,2]")]
    [InlineData("\"text\"")]
    [InlineData("{}")]
    [InlineData("{\"type\":null}")]
    [InlineData("{\"type\":7,\"index\":0,\"delta\":[]}")]
    [InlineData("{\"type\":\"\"}")]
    public async Task Event_DataIsJsonOfAnotherShape_IsDelivered(string data)
    {
        await using MessageStream stream = SseBody.Begin().TextStart().Text("Hello").Event("content_block_delta", data).BlockStop().End().Open();
        List<string> seen = [];
        await foreach (StreamEvent e in stream)
        {
            seen.Add(e.RawJson.ToString());
            _ = e.ToOwned();
        }

        Assert.Equal(data, seen[3]);
        Assert.Equal("Hello", await stream.GetFinalTextAsync());
    }

    [Fact]
    public async Task Event_WithoutType_IsNamedByItsEventLine()
    {
        await using MessageStream stream = SseBody.Begin().TextStart().Event("content_block_delta", """{"index":0,"delta":{"type":"text_delta","text":"Hello"}}""").BlockStop().End().Open();

        Assert.Equal("Hello", await stream.GetFinalTextAsync());
    }

    [Fact]
    public async Task Event_RawData_IsCapped()
    {
        SseBody body = SseBody.Begin().Event("content_block_delta", new string('x', 10_000));

        ClaudeTransportException e = await body.ReadToFailureAsync<ClaudeTransportException>();

        Assert.Equal(4096, e.RawData.Length);
    }

    [Fact]
    public async Task Transport_FailsInMidStream_KeepsTheCauseAndWhatCame()
    {
        var cause = new IOException("Connection reset by peer");
        foreach (Exception exception in (Exception[])[cause, new HttpRequestException("x", cause), new ObjectDisposedException("socket")])
        {
            var body = new ScriptedStream();
            await using MessageStream stream = MessageStream.FromStream(body.Send(SseBody.Begin().TextStart().Text("Hel").Text("lo")).Fail(exception));
            StringBuilder text = new();

            ClaudeTransportException e = await Assert.ThrowsAsync<ClaudeTransportException>(async () =>
            {
                await foreach (string piece in stream.ReadTextAsync())
                {
                    text.Append(piece);
                }
            });

            Assert.Equal(ClaudeTransportErrorKind.ConnectionError, e.Kind);
            Assert.Same(exception, e.InnerException);
            Assert.Equal("Hello", text.ToString());
            Assert.Equal("Hello", Assert.IsType<TextBlock>(Assert.Single(e.Partial!.Content)).Text);
            await body.Disposed;
        }
    }

    [Fact]
    public async Task Transport_FailsAfterTheMessage_IsNoFailure()
    {
        await using MessageStream stream = MessageStream.FromStream(new ScriptedStream().Send(SseBody.OfText("Hello")).Fail(new IOException()));

        Assert.Equal("Hello", await stream.GetFinalTextAsync());
    }

    [Fact]
    public async Task Partial_IsACopy_ThatOutlivesTheStream()
    {
        ClaudeTransportException e = await SseBody.Begin().TextStart().Text("Hello").ReadToFailureAsync<ClaudeTransportException>();

        await SseBody.OfText(new string('x', 100_000)).ReadAsync();

        Assert.Equal("Hello", Assert.IsType<TextBlock>(Assert.Single(e.Partial!.Content)).Text);
        Assert.Same(e.Partial, e.Partial);
    }
}
