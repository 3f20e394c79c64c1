using Claude.Aot.Tests.Streaming.Support;

namespace Claude.Aot.Tests.Streaming;

public sealed class DiagnosticTests
{
    public static TheoryData<ClaudeDiagnosticKind> Kinds => [.. DeviationCases.Kinds];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Diagnostic_ItsCauseTwice_IsReportedOnceAndNothingElse(ClaudeDiagnosticKind kind)
    {
        byte[] body = DeviationCases.Of(kind).ToArray();
        foreach (int size in (int[])[1, int.MaxValue])
        {
            Assert.Equal([kind], (await ReadAsync(body, size)).Select(d => d.Kind));
        }
    }

    [Fact]
    public async Task Diagnostic_OfAnEvent_HasItsNumber()
    {
        ClaudeDiagnostic mismatch = Assert.Single(await ReadAsync(DeviationCases.Of(ClaudeDiagnosticKind.EventNameMismatch).ToArray(), 61));

        Assert.Equal(3, mismatch.EventNumber);
    }

    [Fact]
    public async Task Diagnostic_DoneMarkerAfterTheMessage_IsReportedAtDisposal()
    {
        byte[] body = SseBody.OfText("a").Raw("data: [DONE]\n\n").ToArray();

        Assert.Equal([ClaudeDiagnosticKind.DoneMarker], (await ReadAsync(body, 7)).Select(d => d.Kind));
    }

    [Fact]
    public async Task Diagnostic_PingsAndCommentsAfterTheMessage_AreNoEvents()
    {
        byte[] body = SseBody.OfText("a").Event("""{"type":"ping"}""").Raw(": bye\n\n").ToArray();

        Assert.DoesNotContain(await ReadAsync(body, 7), d => d.Kind == ClaudeDiagnosticKind.EventsAfterStop);
    }

    [Fact]
    public async Task Diagnostic_StreamsOfTheLiveApi_CauseNone()
    {
        int streams = 0;
        foreach (string name in TestCorpus.Whole.Where(name => TestCorpus.Manifest[name].GetProperty("kind").GetString() is "wire" or "wire-chunked"))
        {
            List<ClaudeDiagnostic> diagnostics = await ReadAsync(TestCorpus.Read(name), int.MaxValue);
            Assert.True(diagnostics.Count == 0, $"{name}: {string.Join(", ", diagnostics)}");
            streams++;
        }

        Assert.True(streams > 100, $"Only {streams} streams.");
    }

    [Fact]
    public async Task Diagnostic_CallbackThrows_ItsExceptionComesThrough()
    {
        var own = new FormatException("The callback's own.");
        await using MessageStream stream = DeviationCases.Of(ClaudeDiagnosticKind.Comment).Open(new MessageStreamOptions { OnDiagnostic = _ => throw own });

        Assert.Same(own, await Assert.ThrowsAsync<FormatException>(() => stream.GetFinalMessageAsync().AsTask()));
    }

    private static async Task<List<ClaudeDiagnostic>> ReadAsync(byte[] body, int readSize)
    {
        List<ClaudeDiagnostic> diagnostics = [];
        await using (MessageStream stream = MessageStream.FromStream(new Shared.PiecewiseStream(body, readSize), new MessageStreamOptions { OnDiagnostic = diagnostics.Add }))
        {
            await stream.GetFinalMessageAsync();
        }

        return diagnostics;
    }
}
