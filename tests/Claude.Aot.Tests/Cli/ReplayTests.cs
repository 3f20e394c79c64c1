using System.Text;
using System.Text.Json;
using Claude.Aot.Tests.Infrastructure;
using Claude.Aot.Tests.Shared;

namespace Claude.Aot.Tests.Cli;

public sealed class ReplayTests
{
    private const string Plain = "llm-anthropic__test_url_prompt";

    [Theory]
    [InlineData(Plain)]
    [InlineData("pydantic-ai__test_anthropic_web_search_tool_stream")]
    [InlineData("sdk-python__incomplete_partial_json_response")]
    public async Task Replay_NoMode_PrintsTheMessageAsOneLine(string name)
    {
        CliResult result = await CliProcess.RunAsync("replay", Streams.PathOf($"recorded/{name}"));

        Assert.Equal(0, result.ExitCode);
        Check.JsonEqual(Streams.Recorded(name).Expected.Message!.Value, Assert.Single(result.Lines), name);
        Assert.Empty(result.Error);
    }

    [Theory]
    [InlineData("1")]
    [InlineData("7")]
    [InlineData("1400")]
    public async Task Replay_Chunks_ChangeNothing(string size)
    {
        CliResult whole = await CliProcess.RunAsync("replay", Streams.PathOf($"recorded/{Plain}"), "--events");

        CliResult chunked = await CliProcess.RunAsync("replay", Streams.PathOf($"recorded/{Plain}"), "--events", "--chunk", size);

        Assert.Equal(0, chunked.ExitCode);
        Assert.Equal(whole.Text, chunked.Text);
    }

    [Fact]
    public async Task Replay_StandardInput_IsReadLikeAFile()
    {
        CorpusCase recorded = Streams.Recorded(Plain);

        CliResult result = await CliProcess.RunWithInputAsync(recorded.Body, "replay", "-", "--message");

        Assert.Equal(0, result.ExitCode);
        Check.JsonEqual(recorded.Expected.Message!.Value, Assert.Single(result.Lines), "message");
    }

    [Fact]
    public async Task Replay_Text_PrintsTheTextAndNothingElse()
    {
        const string WithEmoji = "openllmetry__test_messages-test_async_anthropic_message_stream_manager_legacy";

        CliResult result = await CliProcess.RunAsync("replay", Streams.PathOf($"recorded/{WithEmoji}"), "--text");

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(string.Concat(Streams.Recorded(WithEmoji).Expected.Text), result.Text);
        Assert.Empty(result.Error);
    }

    [Fact]
    public async Task Replay_Events_PrintsEachAsReceivedButPings()
    {
        CliResult result = await CliProcess.RunAsync("replay", Streams.PathOf($"recorded/{Plain}"), "--events");

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(DataLines(Streams.Recorded(Plain).Body).Where(data => Type(data) != "ping").Select(EventLine), result.Lines);
    }

    [Fact]
    public async Task Replay_UnknownEvent_IsPrinted()
    {
        CliResult result = await CliProcess.RunAsync("replay", Streams.PathOf("derived/unknown-event"), "--events");

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(DataLines(Streams.Read("derived/unknown-event")).Where(data => Type(data) != "ping").Select(EventLine), result.Lines);
    }

    [Fact]
    public async Task Replay_JsonOverManyLines_IsPrintedOnOne()
    {
        CliResult result = await CliProcess.RunAsync("replay", Streams.PathOf("derived/framing-pretty-json"), "--events");

        Assert.Equal(0, result.ExitCode);
        Assert.All(result.Lines, line => JsonDocument.Parse(line).Dispose());
    }

    [Theory]
    [InlineData("derived/cut-after-delta")]
    [InlineData("derived/cut-mid-line")]
    [InlineData("derived/cut-mid-tool-json")]
    [InlineData("recorded/langchain__chat_anthropic_test-L2264")]
    public async Task Replay_CutBody_PrintsWhatCameAndExitsWith4(string name)
    {
        CliResult result = await CliProcess.RunAsync("replay", Streams.PathOf(name));

        Assert.Equal(4, result.ExitCode);
        using JsonDocument partial = JsonDocument.Parse(Assert.Single(result.Lines));
        Assert.NotEmpty(partial.RootElement.GetProperty("content").EnumerateArray());
        Assert.Single(result.ErrorLines);
    }

    [Fact]
    public async Task Replay_EmptyBody_PrintsNothingAndExitsWith4()
    {
        CliResult result = await CliProcess.RunAsync("replay", Streams.PathOf("derived/empty-body"));

        Assert.Equal(4, result.ExitCode);
        Assert.Empty(result.Output);
        Assert.Single(result.ErrorLines);
    }

    [Fact]
    public async Task Replay_ErrorEvent_PrintsWhatCameAndExitsWith3()
    {
        CliResult result = await CliProcess.RunAsync("replay", Streams.PathOf("derived/error-mid-text"));

        Assert.Equal(3, result.ExitCode);
        using JsonDocument partial = JsonDocument.Parse(Assert.Single(result.Lines));
        Assert.NotEmpty(partial.RootElement.GetProperty("content")[0].GetProperty("text").GetString()!);
        Assert.Contains("overloaded_error", Assert.Single(result.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Replay_ErrorEventAmongEvents_IsPrintedLast()
    {
        CliResult result = await CliProcess.RunAsync("replay", Streams.PathOf("derived/error-then-more"), "--events");

        Assert.Equal(3, result.ExitCode);
        Assert.StartsWith("""{"event":"error","data":{"type":"error",""", result.Lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Replay_CutBodyAsText_KeepsTheText()
    {
        CliResult result = await CliProcess.RunWithInputAsync(Streams.Opening, "replay", "-", "--text");

        Assert.Equal(4, result.ExitCode);
        Assert.Equal("Hello", result.Text);
        Assert.Single(result.ErrorLines);
    }

    private static IEnumerable<string> DataLines(byte[] body) =>
        Encoding.UTF8.GetString(body).Split('\n').Where(line => line.StartsWith("data: ", StringComparison.Ordinal)).Select(line => line["data: ".Length..]);

    private static string Type(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        return document.RootElement.GetProperty("type").GetString()!;
    }

    private static string EventLine(string data) => $$"""{"event":"{{Type(data)}}","data":{{data}}}""";

    [Fact]
    public async Task Replay_ErrorEventThatIsNoJson_IsWrittenAsAString()
    {
        CliResult result = await CliProcess.RunAsync("replay", Repository.PathOf("tests", "Corpus", "gateways", "error-not-json.sse"), "--events");

        Assert.NotEqual(0, result.ExitCode);
        string[] lines = Encoding.UTF8.GetString(result.Output).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.All(lines, line => JsonDocument.Parse(line).Dispose());
        using JsonDocument last = JsonDocument.Parse(lines[^1]);
        Assert.Equal("error", last.RootElement.GetProperty("event").GetString());
        Assert.Equal(JsonValueKind.String, last.RootElement.GetProperty("data").ValueKind);
    }

    [Fact]
    public async Task Replay_ErrorWithTerminalControl_ShowsNoneOfIt()
    {
        using var folder = new TemporaryFolder();
        string path = folder.PathOf("error.sse");
        File.WriteAllText(path, "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"api_error\",\"message\":\"a\\u001b[31mb\\u202ec\\u2066d\"}}\n\n");

        CliResult result = await CliProcess.RunAsync("replay", path);

        Assert.NotEqual(0, result.ExitCode);
        Assert.DoesNotContain(result.Error, c => c is '\u001b' or '\u202e' or '\u2066');
        Assert.Contains("api_error", result.Error, StringComparison.Ordinal);
    }
}
