using System.Text;

namespace Claude.Aot.Tests.Cli;

public sealed class SseTests
{
    [Fact]
    public async Task Sse_FieldsOfTheStandard_ArePrintedAsInForce()
    {
        const string Body = """
            : a comment
            retry: 200
            id: 7
            event: greeting
            data: Grüße "aus"
            data: zwei Zeilen

            data

            data: unfinished
            """;

        CliResult result = await CliProcess.RunWithInputAsync(Encoding.UTF8.GetBytes(Body), "sse", "-");

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(
            [
                """{"event":"greeting","data":"Grüße \"aus\"\nzwei Zeilen","id":"7","retry":200}""",
                """{"event":"message","data":"","id":"7","retry":200}""",
            ],
            result.Lines);
        Assert.Empty(result.Error);
    }

    [Fact]
    public async Task Sse_NoRetry_IsNull()
    {
        CliResult result = await CliProcess.RunWithInputAsync("data: x\n\n"u8.ToArray(), "sse", "-");

        Assert.Equal("""{"event":"message","data":"x","id":"","retry":null}""", Assert.Single(result.Lines));
    }

    [Fact]
    public async Task Sse_InvalidUtf8_IsReplaced()
    {
        CliResult result = await CliProcess.RunWithInputAsync((byte[])[.. "data: a"u8, 0xFF, .. "b\n\n"u8], "sse", "-");

        Assert.Equal(0, result.ExitCode);
        Assert.StartsWith("""{"event":"message","data":"a�b",""", Assert.Single(result.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sse_File_PrintsPingsToo()
    {
        CliResult result = await CliProcess.RunAsync("sse", Streams.PathOf("recorded/llm-anthropic__test_url_prompt"));

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(105, result.Lines.Length);
        Assert.Contains(result.Lines, line => line.StartsWith("""{"event":"ping",""", StringComparison.Ordinal));
    }
}
