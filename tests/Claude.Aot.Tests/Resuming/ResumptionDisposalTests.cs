using System.Text;
using Claude.Aot.Testing;
using Claude.Aot.Tests.Resuming.Support;
using Claude.Aot.Tests.Shared.Http;

namespace Claude.Aot.Tests.Resuming;

/// <summary>Disposal and cancellation of a stream while a further request resumes it.</summary>
public sealed class ResumptionDisposalTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);
    private static readonly MessageRequest s_prefilled = new() { Model = "claude-sonnet-4-5", MaxTokens = 100, Messages = ["Hi"] };

    [Fact]
    public async Task Dispose_WhileTheFurtherAnswerIsRead_EndsTheReaderAndAddsNoResumption()
    {
        MessageStream? stream = null;
        List<ClaudeDiagnosticKind> seen = [];
        ScriptedHandler handler = RestServer.Of("Hello world", (number, script) => number == 0 ? script.CutAfter(events: 3) : WithComment(script));
        using ClaudeClient client = TestClient.Of(handler, options =>
        {
            options.MaxResumptions = 1;
            options.OnDiagnostic = diagnostic =>
            {
                seen.Add(diagnostic.Kind);
                if (diagnostic.Kind == ClaudeDiagnosticKind.Comment)
                {
                    Assert.True(Task.Run(async () => await stream!.DisposeAsync()).Wait(s_patience));
                }
            };
        });
        stream = await client.Messages.StreamAsync(s_prefilled);

        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await stream.GetFinalTextAsync().AsTask().WaitAsync(s_patience));

        Assert.Equal([ClaudeDiagnosticKind.Comment], seen);
        Assert.Empty(stream.Resumptions);
        Assert.Equal(2, handler.Log.All.Count);
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 0)]
    [InlineData(false, 1)]
    [InlineData(true, 1)]
    [InlineData(false, 2)]
    [InlineData(true, 2)]
    public async Task Stop_FurtherAnswerIsStalled_EndsTheReader(bool isCanceled, int point)
    {
        using var source = new CancellationTokenSource();
        var gate = new ScriptGate();
        // Before the headers, before message_start, and right after it: the first read of the new body.
        ScriptedHandler handler = RestServer.Of("Hello world", (number, script) => number == 0 ? script.CutAfter(events: 3)
            : point switch { 0 => script.HoldAt(gate), 1 => script.StallAtByte(0, gate), _ => script.StallAfter(1, gate) });
        using ClaudeClient client = TestClient.Of(handler, options => options.MaxResumptions = 1);
        MessageStream stream = await client.Messages.StreamAsync(s_prefilled);
        Task<string> reader = Task.Run(async () => await stream.GetFinalTextAsync(source.Token));
        await gate.Reached.WaitAsync(s_patience);

        if (isCanceled)
        {
            await Task.Run(source.Cancel);
            ClaudeCanceledException e = await Assert.ThrowsAsync<ClaudeCanceledException>(() => reader.WaitAsync(s_patience));
            Assert.Equal("Hel", e.Partial!.Text);
            await stream.DisposeAsync();
        }
        else
        {
            await Task.Run(async () => await stream.DisposeAsync()).WaitAsync(s_patience);
            await Assert.ThrowsAsync<ObjectDisposedException>(() => reader.WaitAsync(s_patience));
        }

        Assert.Equal(2, handler.Log.All.Count);
    }

    private static ResponseScript WithComment(ResponseScript script) =>
        ResponseScript.FromBytes(Encoding.UTF8.GetBytes(": a comment\n\n" + Encoding.UTF8.GetString(script.Body.Span)));
}
