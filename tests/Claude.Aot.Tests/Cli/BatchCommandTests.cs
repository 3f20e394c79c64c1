using System.Text.RegularExpressions;
using Claude.Aot.Testing;
using Claude.Aot.Tests.Endpoints.Support;
using Claude.Aot.Tests.Infrastructure;
using Claude.Aot.Tests.Shared.Http;
using Claude.Cli.Batches;

namespace Claude.Aot.Tests.Cli;

public sealed partial class BatchCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Prompts => _folder.PathOf("prompts.jsonl");

    private string Results => _folder.PathOf("results.jsonl");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Batch_EveryFormOfPrompt_IsSentAndAnswered()
    {
        const string Whole = """{"custom_id":"whole","params":{"model":"m","max_tokens":7,"messages":[{"role":"user","content":"é"}]},"x":1}""";
        await using BatchApi api = await BatchApi.StartAsync();
        File.WriteAllText(Prompts, $"{Whole}\n\n{{\"custom_id\":\"named\",\"prompt\":\"Hi\"}}\r\n\"Say\\nit\"\n{{\"prompt\":\"Ho\"}}");

        CliResult result = await RunAsync(api, "--model", "claude-x", "--max-tokens", "9", "--system", "Be brief.", "--beta", "b");

        Assert.True(result.ExitCode == 0, result.Error);
        Assert.Empty(result.Output);
        Exchange sent = Assert.Single(api.Sent("POST", "/batches"));
        const string Rest = """ "system":"Be brief."}}""";
        Assert.Equal(
            $$$"""
            {"requests":[{{{Whole.Replace("whole", "RUN-0", StringComparison.Ordinal)}}},
            {"custom_id":"RUN-1","params":{"model":"claude-x","max_tokens":9,"messages":[{"role":"user","content":"Hi"}],{{{Rest}}},
            {"custom_id":"RUN-2","params":{"model":"claude-x","max_tokens":9,"messages":[{"role":"user","content":"Say\nit"}],{{{Rest}}},
            {"custom_id":"RUN-3","params":{"model":"claude-x","max_tokens":9,"messages":[{"role":"user","content":"Ho"}],{{{Rest}}}]}
            """.Replace("\n", "", StringComparison.Ordinal).Replace(Rest, Rest.Trim(), StringComparison.Ordinal),
            RunId().Replace(sent.BodyText, "RUN"));
        Assert.Equal("b,message-batches-2024-09-24", sent.Headers["anthropic-beta"]);
        Assert.Equal(["line-5", "line-4", "named", "whole"], NamesInResults());
        Assert.Equal(
            [
                "claude-aot: created msgbatch_1 (4 requests, batch 1 of 1)",
                "claude-aot: msgbatch_1: ended, 4 of 4 requests have a result",
                "claude-aot: wrote the results of msgbatch_1 (4 succeeded)",
                "claude-aot: 4 results: 4 succeeded",
            ],
            result.ErrorLines);
    }

    [Fact]
    public async Task Batch_CtrlC_GoesOnWhereItWas()
    {
        CtrlC.SkipWhereDeaf();
        await using BatchApi api = await BatchApi.StartAsync();
        BatchFiles.WritePrompts(Prompts, "a", "b");
        api.IsHeld = true;
        using (CliProcess process = Start(api, "--poll", "60"))
        {
            Assert.Equal("POST", (await api.Log.NextAsync().Promptly()).Method);
            Assert.Equal("GET", (await api.Log.NextAsync().Promptly()).Method);

            await process.InterruptAsync();
            CliResult stopped = await process.FinishAsync();

            Assert.Equal(130, stopped.ExitCode);
            Assert.Equal(["claude-aot: interrupted", "claude-aot: run the same command again to resume"], stopped.ErrorLines[^2..]);
        }

        api.IsHeld = false;
        CliResult resumed = await RunAsync(api);

        Assert.Equal(0, resumed.ExitCode);
        Assert.Equal(1, api.CreateCount);
        Assert.Equal(["b", "a"], NamesInResults());
    }

    [Theory]
    [InlineData(3, 3)]
    [InlineData(20, 20)]
    [InlineData(25, 21)]
    public async Task Batch_Mistakes_AreReportedTogether(int mistakes, int lines)
    {
        await using BatchApi api = await BatchApi.StartAsync();
        File.WriteAllLines(Prompts, ["\"Hi\"", .. Enumerable.Repeat("7", mistakes - 2), """{"custom_id":"line-1","prompt":"Hi"}""", """{"prompt":"Hi","system":"x"}"""]);

        CliResult result = await RunAsync(api);

        result.AssertWrongUsage();
        Assert.Equal(lines, result.ErrorLines.Length);
        Assert.StartsWith($"claude-aot: {Prompts}, line 2: this is not a request", result.ErrorLines[0], StringComparison.Ordinal);
        if (mistakes == lines)
        {
            Assert.StartsWith($"claude-aot: {Prompts}, line {mistakes}: another request has the custom_id line-1", result.ErrorLines[^2], StringComparison.Ordinal);
            Assert.StartsWith($"claude-aot: {Prompts}, line {mistakes + 1}: a line with a prompt", result.ErrorLines[^1], StringComparison.Ordinal);
        }
        else
        {
            Assert.Equal($"claude-aot: {Prompts} has {mistakes - 20} more mistakes", result.ErrorLines[^1]);
        }

        Assert.Empty(api.Log.All);
        Assert.False(File.Exists(Results));
    }

    [Fact]
    public async Task Batch_OnATerminal_ShowsABar()
    {
        await using BatchApi api = await BatchApi.StartAsync();
        BatchFiles.WritePrompts(Prompts, "a", "b");
        using CliProcess process = CliProcess.StartOnTerminal(
            [], "batch", Prompts, "--out", Results, "--base-url", api.Address.AbsoluteUri, "--poll", "0.01");

        CliResult result = await process.FinishAsync();

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("\r\e[K[##############################] 2 of 2", result.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("have a result", result.Text, StringComparison.Ordinal);
        Assert.EndsWith("claude-aot: 2 results: 2 succeeded\r\n[##############################] 2 of 2\r\e[K", result.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData(BatchSession.JournalEnd)]
    public async Task Batch_DiskIsFull_ExitsWith4(string file)
    {
        const string Full = "/dev/full";
        Assert.SkipUnless(File.Exists(Full), "There is no device that is always full.");
        await using BatchApi api = await BatchApi.StartAsync();
        BatchFiles.WritePrompts(Prompts, "a", "b");
        api.ResultAnswers.Enqueue(static names => ResponseScript.JsonLines([BatchData.Succeeded(names[0], "x")]).AbortAtByte(0));
        Assert.Equal(4, (await RunAsync(api)).ExitCode);
        File.Delete(Results + file);
        File.CreateSymbolicLink(Results + file, Full);

        CliResult result = await RunAsync(api);

        Assert.Equal(4, result.ExitCode);
        Assert.StartsWith("claude-aot: No space left on device", result.ErrorLines[^1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--out", "batch", "p.jsonl")]
    [InlineData("--batch-size", "batch", "p.jsonl", "--out", "r.jsonl", "--batch-size", "100001")]
    [InlineData("no-such-file.jsonl", "batch", "no-such-file.jsonl", "--out", "r.jsonl", "--base-url", "http://localhost:1")]
    public async Task Batch_WrongUsage_ExitsWith2(string reason, params string[] arguments)
    {
        CliResult result = await CliProcess.RunAsync(arguments);

        result.AssertWrongUsage();
        Assert.Contains(reason, result.Error, StringComparison.Ordinal);
    }

    [GeneratedRegex("[0-9a-f]{32}")]
    private static partial Regex RunId();

    private IEnumerable<string> NamesInResults() => BatchFiles.ReadNames(Results);

    private CliProcess Start(BatchApi api, params string[] options) =>
        CliProcess.Start(["batch", Prompts, "--out", Results, "--base-url", api.Address.AbsoluteUri, "--retries", "0", .. options.Contains("--poll") ? (string[])[] : ["--poll", "0.01"], .. options]);

    private async Task<CliResult> RunAsync(BatchApi api, params string[] options)
    {
        using CliProcess process = Start(api, options);
        return await process.FinishAsync();
    }
}
