using Claude.Aot.Testing;
using Claude.Aot.Tests.Http.Support;
using Claude.Aot.Tests.Shared;
using Claude.Aot.Tests.Streaming.Support;

namespace Claude.Aot.Tests.Streaming;

/// <summary>With <c>Strict</c>, what is otherwise reported and tolerated is an error.</summary>
public sealed class StrictTests
{
    // What follows message_stop is looked at when the message is whole.
    public static TheoryData<ClaudeDiagnosticKind> Deviations => [.. DeviationCases.Kinds.Except([ClaudeDiagnosticKind.EventsAfterStop])];

    [Theory]
    [MemberData(nameof(Deviations))]
    public async Task Deviation_OfEachKind_IsAProtocolErrorThatNamesIt(ClaudeDiagnosticKind kind)
    {
        List<ClaudeDiagnosticKind> reported = [];

        ClaudeStreamException e = await DeviationCases.Of(kind)
            .ReadToFailureAsync<ClaudeStreamException>(new MessageStreamOptions { Strict = true, OnDiagnostic = d => reported.Add(d.Kind) });

        Assert.Equal(ClaudeStreamErrorKind.Protocol, e.Kind);
        Assert.Contains($"{kind}", e.Message, StringComparison.Ordinal);
        Assert.Equal([kind], reported);
    }

    [Fact]
    public async Task Deviation_InTheMiddle_LeavesWhatWasReceived()
    {
        SseBody body = SseBody.Begin().TextStart().Text("Hel").Raw(": comment\n\n").Text("lo").BlockStop().End();

        ClaudeStreamException e = await body.ReadToFailureAsync<ClaudeStreamException>(new MessageStreamOptions { Strict = true });

        Assert.StartsWith("Hel", e.Partial!.Text, StringComparison.Ordinal);
        Assert.False(Assert.Single(e.Partial.Content).IsComplete);
    }

    [Fact]
    public async Task EventsAfterStop_WithStrict_LeaveTheMessageWhole()
    {
        await using MessageStream stream = DeviationCases.Of(ClaudeDiagnosticKind.EventsAfterStop).Open(new MessageStreamOptions { Strict = true });

        Assert.Equal("a", await stream.GetFinalTextAsync());
    }

    [Fact]
    public async Task Streams_OfTheLiveApi_PassWithStrict()
    {
        int streams = 0;
        foreach (string name in TestCorpus.Whole.Where(name => TestCorpus.Manifest[name].GetProperty("kind").GetString() is "wire" or "wire-chunked"))
        {
            await using MessageStream stream = MessageStream.FromStream(new PiecewiseStream(TestCorpus.Read(name)), new MessageStreamOptions { Strict = true });
            await stream.GetFinalMessageAsync();
            streams++;
        }

        Assert.True(streams > 100, $"Only {streams} streams.");
    }

    [Theory]
    [InlineData(false, null, false)]
    [InlineData(false, true, true)]
    [InlineData(true, null, true)]
    [InlineData(true, false, false)]
    public async Task Strict_OfClientAndCall_Decides(bool ofClient, bool? ofCall, bool isStrict)
    {
        using ClaudeClient client = TestClient.Of(new ScriptedHandler(Scripts.Hello.InDialect(GatewayDialect.CrLf)), options => options.Strict = ofClient);
        var options = new RequestOptions { Strict = ofCall };

        if (isStrict)
        {
            Assert.Equal(ClaudeStreamErrorKind.Protocol, (await client.FailAsync<ClaudeStreamException>(options)).Kind);
        }
        else
        {
            Assert.Equal("Hello", await client.AskAsync(options: options));
        }
    }

    [Fact]
    public async Task Strict_RetriesAndResumptions_AreNoDeviations()
    {
        using ClaudeClient client = TestClient.Of(new ScriptedHandler(Scripts.Overloaded, Scripts.Hello.CutAfter(Scripts.EventsUntilHel), new MessageScript().Text("lo").End()), options =>
        {
            options.Strict = true;
            options.MaxResumptions = 1;
        });

        Assert.Equal("Hello", await client.AskAsync());
    }
}
