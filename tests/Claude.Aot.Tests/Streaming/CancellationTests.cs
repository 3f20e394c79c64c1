using Claude.Aot.Tests.Shared;
using Claude.Aot.Tests.Streaming.Support;

namespace Claude.Aot.Tests.Streaming;

public sealed class CancellationTests
{
    public static TheoryData<string> Ways => ["WaitToRead", "Foreach", "ReadText", "ReadTextWith", "ReadTextBoth", "ReadOwned", "ReadOwnedWith", "CopyText", "Relay", "FinalMessage", "FinalText"];

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Token_CanceledWhileWaiting_EndsTheWaitAndClosesTheBody(string way)
    {
        using var source = new CancellationTokenSource();
        var body = new ScriptedStream();
        await using MessageStream stream = MessageStream.FromStream(body);
        body.Send(SseBody.Begin().TextStart().Text("Hello"));
        Task reading = ReadAsync(stream, way, source.Token);
        Assert.True(body.IsReadPending);

        await source.CancelAsync();

        ClaudeCanceledException e = await Assert.ThrowsAsync<ClaudeCanceledException>(() => reading);
        Assert.True(e.CancellationToken.IsCancellationRequested);
        Assert.True(way == "ReadTextBoth" || e.CancellationToken == source.Token);
        Assert.Equal("Hello", Assert.IsType<TextBlock>(Assert.Single(e.Partial!.Content)).Text);
        Assert.False(e.Partial.Content[0].IsComplete);
        await body.Disposed;
        Assert.Equal("Hello", stream.Snapshot.Content[0].Text.ToString());
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Token_CanceledBefore_ReadsNothing(string way)
    {
        var body = new ScriptedStream();
        await using MessageStream stream = MessageStream.FromStream(body);
        body.Send(SseBody.OfText("Hello"));

        ClaudeCanceledException e = await Assert.ThrowsAsync<ClaudeCanceledException>(() => ReadAsync(stream, way, new CancellationToken(canceled: true)));

        Assert.Null(e.Partial);
        Assert.False(stream.Snapshot.IsPresent);
        await body.Disposed;
    }

    [Fact]
    public async Task Token_CanceledBetweenBufferedEvents_IsSeenBeforeTheNext()
    {
        using var source = new CancellationTokenSource();
        await using MessageStream stream = SseBody.OfText("a", "b", "c").Open();
        int events = 0;

        await Assert.ThrowsAsync<ClaudeCanceledException>(async () =>
        {
            await foreach (StreamEvent _ in stream.WithCancellation(source.Token))
            {
                if (++events == 2)
                {
                    await source.CancelAsync();
                }
            }
        });

        Assert.Equal(2, events);
    }

    /// <summary>However much is buffered: what comes after the event at which the caller canceled is not read.</summary>
    [Fact]
    public async Task Token_CanceledWhileTheFinalMessageIsMade_IsSeenBeforeTheNextEvent()
    {
        const int Before = 100;
        using var source = new CancellationTokenSource();
        SseBody body = SseBody.Begin().TextStart();
        for (int i = 0; i < 1_000; i++)
        {
            body.Text("a").Raw(i == Before ? ": the comment at which the caller cancels\n"u8.ToArray() : []);
        }

        // A long event makes room for all of the others in one read.
        byte[] bytes = SseBody.Begin().Event($$"""{"type":"of_tomorrow","a":"{{new string('x', 1_000_000)}}"}""").Raw(body.ToArray()).ToArray();
        var options = new MessageStreamOptions { OnDiagnostic = diagnostic => Cancel(diagnostic, source) };
        await using MessageStream stream = MessageStream.FromStream(new MemoryStream(bytes), options);

        ClaudeCanceledException e = await Assert.ThrowsAsync<ClaudeCanceledException>(() => stream.GetFinalMessageAsync(source.Token).AsTask());

        Assert.InRange(e.Partial!.Text.Length, Before, Before + 2);

        static void Cancel(ClaudeDiagnostic diagnostic, CancellationTokenSource source)
        {
            if (diagnostic.Kind == ClaudeDiagnosticKind.Comment)
            {
                source.Cancel();
            }
        }
    }

    [Fact]
    public async Task Body_CancelsOnItsOwn_IsNotTheCallersCancellation()
    {
        using var source = new CancellationTokenSource();
        var cause = new TaskCanceledException("The request timed out.");
        await using MessageStream stream = MessageStream.FromStream(new ScriptedStream().Send(SseBody.Begin()).Fail(cause));

        ClaudeTransportException e = await Assert.ThrowsAsync<ClaudeTransportException>(() => stream.GetFinalMessageAsync(source.Token).AsTask());

        Assert.Equal(ClaudeTransportErrorKind.ConnectionError, e.Kind);
        Assert.Same(cause, e.InnerException);
        Assert.Equal("msg_1", e.Partial!.Id);
    }

    [Fact]
    public async Task Token_CanceledAfterTheMessage_ChangesNothing()
    {
        using var source = new CancellationTokenSource();
        await using MessageStream stream = SseBody.OfText("Hello").Open();
        await foreach (StreamEvent e in stream.WithCancellation(source.Token))
        {
            if (e.Type == StreamEventType.MessageStop)
            {
                await source.CancelAsync();
            }
        }

        Assert.Equal("Hello", await stream.GetFinalTextAsync(source.Token));
    }

    internal static async Task ReadAsync(MessageStream stream, string way, CancellationToken token)
    {
        switch (way)
        {
            case "WaitToRead":
                while (await stream.WaitToReadAsync(token))
                {
                    while (stream.TryRead(out _))
                    {
                    }
                }

                break;
            case "Foreach":
                await foreach (StreamEvent _ in stream.WithCancellation(token))
                {
                }

                break;
            case "ReadText":
                await foreach (string _ in stream.ReadTextAsync(token))
                {
                }

                break;
            case "ReadTextWith":
                await foreach (string _ in stream.ReadTextAsync(CancellationToken.None).WithCancellation(token))
                {
                }

                break;
            case "ReadTextBoth":
                using (var other = new CancellationTokenSource())
                {
                    await foreach (string _ in stream.ReadTextAsync(other.Token).WithCancellation(token))
                    {
                    }
                }

                break;
            case "ReadOwned":
                await foreach (MessageStreamEvent _ in stream.ReadOwnedAsync(token))
                {
                }

                break;
            case "ReadOwnedWith":
                await foreach (MessageStreamEvent _ in stream.ReadOwnedAsync(CancellationToken.None).WithCancellation(token))
                {
                }

                break;
            case "CopyText":
                await stream.CopyTextToAsync(new MemoryStream(), token);
                break;
            case "Relay":
                await stream.RelayToAsync(new MemoryStream(), token);
                break;
            case "FinalMessage":
                await stream.GetFinalMessageAsync(token);
                break;
            default:
                await stream.GetFinalTextAsync(token);
                break;
        }
    }
}
