using Claude.Aot.Tests.Shared;
using Claude.Aot.Tests.Streaming.Support;

namespace Claude.Aot.Tests.Streaming;

/// <summary>What a stream keeps alive while it waits: with thousands of them, that is what counts.</summary>
public sealed class IdleStreamTests
{
    private const int Deltas = 2_000;
    private const int Small = 256;

    [Theory]
    [InlineData(int.MaxValue)]
    [InlineData(1_400)]
    public async Task Stream_ThatWaitsAfterABurst_HoldsItsMessageAndNoBuffer(int pieceSize)
    {
        using var body = new ScriptedStream();
        SseBody burst = SseBody.Begin().TextStart();
        for (int i = 0; i < Deltas; i++)
        {
            burst.Text("x");
        }

        foreach (byte[] piece in burst.ToArray().Chunk(pieceSize))
        {
            body.Send(piece);
        }

        SseReader reader = SseReader.CreateForResponse(body, MessageStream.ToSseOptions(StreamLimits.Default, leaveOpen: false), gate: null, stop: default);
        await using var stream = new MessageStream(new StreamPump(reader, StreamLimits.Default, new DiagnosticSink(null)));
        int seen = 0;
        while (seen < Deltas && await stream.WaitToReadAsync())
        {
            while (stream.TryRead(out StreamEvent e))
            {
                seen += e.Delta.Text.Length;
            }
        }

        ValueTask<bool> pending = stream.WaitToReadAsync();

        Assert.True(body.IsReadPending);
        // Of all that is not small there is the text, and no array that was read into.
        Assert.Single(HeldArrays.Of(stream, beyond: body), static array => array.Length > Small);
        body.Send(new SseBody().BlockStop().End());
        Assert.True(await pending);
        Assert.Equal(new string('x', Deltas), await stream.GetFinalTextAsync());
    }
}
