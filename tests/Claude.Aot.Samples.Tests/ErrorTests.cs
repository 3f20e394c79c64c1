using System.Text;
using Claude.Aot.Samples.Tests.Support;

namespace Claude.Aot.Samples.Tests;

public abstract class ErrorTests(SampleWorkshop workshop)
{
    private const string Program = "10-errors";

    private const string FirstTwoLines = """
        [404 not_found_error: model: no-such-model] request req_011Errors retry after 
        [Stream timed out: Total]

        """;

    [Fact]
    public async Task Failures_OfEachKind_AreToldApart()
    {
        string output = await RunAsync(Recording.Script(Program));

        Assert.Equal(
            FirstTwoLines + """
            [Stream broke: The stream exceeds MaxMessageBytes (1000 bytes). Raise that option if the source is trusted.] kept 1 blocks: I failed and the sky stayed up.
            I failed again
            and it was spring.

            """,
            output);
    }

    [Fact]
    public async Task Failure_InMidStream_IsTheSameType()
    {
        ResponseScript cut = Recording.Script(Program).CutAfter(4);
        ResponseScript overloaded = ResponseScript.FromText(Encoding.UTF8.GetString(cut.Body.Span[..cut.OffsetAfter(4)])
            + """
            event: error
            data: {"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}


            """);

        string output = await RunAsync(overloaded.WithHeader("request-id", "req_012Errors").WithHeader("retry-after", "3"));

        Assert.Equal(
            FirstTwoLines + """
            [529 overloaded_error: Overloaded] request req_012Errors retry after 00:00:03

            """,
            output);
    }

    [Fact]
    public async Task Stream_CutShort_KeepsWhatCame()
    {
        string output = await RunAsync(Recording.Script(Program).CutAfter(4));

        Assert.Equal(
            FirstTwoLines + """
            [Stream broke: The body ended after 4 events, before message_stop. Partial has the message so far.] kept 1 blocks: I failed

            """,
            output);
    }

    private async Task<string> RunAsync(ResponseScript third)
    {
        int requests = 0;
        await using ReplayServer server = await ReplayServer.StartAsync(new ReplayServerOptions(), _ => ++requests switch
        {
            1 => ResponseScript.Error(404, "not_found_error", "model: no-such-model").WithHeader("request-id", "req_011Errors"),
            2 => Recording.Script(Program).HoldAt(new ScriptGate()),
            _ => third,
        });

        SampleResult result = await SampleProcess.RunAsync(await workshop.BuildAsync(Program), server);

        Assert.Equal("", result.Error);
        Assert.Equal(0, result.ExitCode);
        return result.Output;
    }
}
