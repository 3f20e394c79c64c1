using System.Text.Json;
using Claude.Aot.Testing;
using Claude.Aot.Tests.Endpoints.Support;
using Claude.Aot.Tests.Infrastructure;

namespace Claude.Aot.Tests.Cli;

public sealed class BatchTests : IDisposable
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
            {"requests":[{{{Whole}}},
            {"custom_id":"named","params":{"model":"claude-x","max_tokens":9,"messages":[{"role":"user","content":"Hi"}],{{{Rest}}},
            {"custom_id":"line-4","params":{"model":"claude-x","max_tokens":9,"messages":[{"role":"user","content":"Say\nit"}],{{{Rest}}},
            {"custom_id":"line-5","params":{"model":"claude-x","max_tokens":9,"messages":[{"role":"user","content":"Ho"}],{{{Rest}}}]}
            """.Replace("\n", "", StringComparison.Ordinal).Replace(Rest, Rest.Trim(), StringComparison.Ordinal),
            sent.BodyText);
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
    public async Task Batch_Done_IsDone()
    {
        await using BatchApi api = await BatchApi.StartAsync();
        WritePrompts("a", "b", "c", "d", "e");
        await RunAsync(api, "--batch-size", "2");
        string results = File.ReadAllText(Results);

        CliResult again = await RunAsync(api, "--batch-size", "2");

        Assert.Equal((0, "claude-aot: 5 results: 5 succeeded"), (again.ExitCode, Assert.Single(again.ErrorLines)));
        Assert.Equal(results, File.ReadAllText(Results));
        Assert.Equal(["b", "a", "d", "c", "e"], NamesInResults());
        Assert.Equal(3, api.CreateCount);
        Assert.Equal(3, api.Sent("GET", "/results").Count());
    }

    [Fact]
    public async Task Batch_OtherRequestsThanBefore_AreRefused()
    {
        await using BatchApi api = await BatchApi.StartAsync();
        WritePrompts("a", "b");
        await RunAsync(api);

        foreach (string[] options in (string[][])[["--batch-size", "1"], ["--max-tokens", "7"]])
        {
            CliResult result = await RunAsync(api, options);

            Assert.Equal(2, result.ExitCode);
            Assert.Contains("of other requests", Assert.Single(result.ErrorLines), StringComparison.Ordinal);
        }

        Assert.Equal(1, api.CreateCount);
    }

    [Fact]
    public async Task Batch_CtrlC_GoesOnWhereItWas()
    {
        InterruptTests.SkipWhereCtrlCIsDeaf();
        await using BatchApi api = await BatchApi.StartAsync();
        WritePrompts("a", "b");
        api.IsHeld = true;
        using (CliProcess process = Start(api, "--poll", "60"))
        {
            while (!api.Sent("GET", "/msgbatch_1").Any())
            {
                await Task.Yield();
            }

            await process.InterruptAsync();
            CliResult stopped = await process.FinishAsync();

            Assert.Equal(130, stopped.ExitCode);
            Assert.Equal(["claude-aot: interrupted", "claude-aot: run the same command again to go on"], stopped.ErrorLines[^2..]);
        }

        api.IsHeld = false;
        CliResult resumed = await RunAsync(api);

        Assert.Equal(0, resumed.ExitCode);
        Assert.Equal(1, api.CreateCount);
        Assert.Equal(["b", "a"], NamesInResults());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Batch_AnswerToCreationLost_IsNotPaidTwice(bool isCreated)
    {
        await using BatchApi api = await BatchApi.StartAsync();
        WritePrompts("a", "b");
        api.Add("of", "another", "size");
        api.Add(DateTimeOffset.UtcNow.AddHours(-1), "too", "old");
        api.CreateAnswers.Enqueue((isCreated, ResponseScript.Drop()));

        CliResult broken = await RunAsync(api);
        CliResult resumed = await RunAsync(api);

        Assert.Equal((4, 0), (broken.ExitCode, resumed.ExitCode));
        Assert.Equal(isCreated ? 1 : 2, api.CreateCount);
        Assert.Contains(isCreated ? "claude-aot: found msgbatch_3" : "claude-aot: created msgbatch_3", resumed.ErrorLines[0], StringComparison.Ordinal);
        Assert.Equal(["b", "a"], NamesInResults());
    }

    [Fact]
    public async Task Batch_FoundOneIsSomebodyElses_IsLeftAloneAndCreated()
    {
        await using BatchApi api = await BatchApi.StartAsync();
        WritePrompts("a", "b");
        api.CreateAnswers.Enqueue((false, ResponseScript.Drop()));
        await RunAsync(api);
        api.Add("a", "stranger");

        CliResult resumed = await RunAsync(api);

        Assert.True(resumed.ExitCode == 0, resumed.Error);
        Assert.Contains("msgbatch_1 holds other requests", resumed.Error, StringComparison.Ordinal);
        Assert.Equal(2, api.CreateCount);
        Assert.Equal(["b", "a"], NamesInResults());
    }

    [Theory]
    [InlineData("msgbatch_1", 1)]
    [InlineData("none", 2)]
    public async Task Batch_SeveralCouldBeIt_AsksWhich(string answer, int creations)
    {
        await using BatchApi api = await BatchApi.StartAsync();
        WritePrompts("a", "b");
        api.CreateAnswers.Enqueue((true, ResponseScript.Error(500, "api_error", "Internal")));
        await RunAsync(api);
        api.Add("x", "y");

        CliResult unsure = await RunAsync(api);
        CliResult told = await RunAsync(api, "--adopt", answer);

        Assert.Equal((2, 0), (unsure.ExitCode, told.ExitCode));
        Assert.Contains("msgbatch_2, msgbatch_1", Assert.Single(unsure.ErrorLines), StringComparison.Ordinal);
        Assert.Equal(creations, api.CreateCount);
        Assert.Equal(["b", "a"], NamesInResults());
    }

    [Fact]
    public async Task Batch_Refused_IsCreatedByTheNextRun()
    {
        await using BatchApi api = await BatchApi.StartAsync();
        WritePrompts("a");
        api.CreateAnswers.Enqueue((false, ResponseScript.Error(400, "invalid_request_error", "no")));

        Assert.Equal(3, (await RunAsync(api)).ExitCode);
        Assert.Equal(0, (await RunAsync(api)).ExitCode);

        Assert.Equal(2, api.CreateCount);
        Assert.Empty(api.Sent("GET", "/batches"));
    }

    [Fact]
    public async Task Batch_ResultsBreakOff_AreWrittenOnceInTheEnd()
    {
        await using BatchApi api = await BatchApi.StartAsync();
        WritePrompts("a", "b", "c", "d");
        api.ResultAnswers.Enqueue(ResponseScript.JsonLines([Batches.Succeeded("b", "1"), Batches.Succeeded("a", "2")]));
        api.ResultAnswers.Enqueue(ResponseScript.JsonLines([Batches.Succeeded("c", "one of two")]));

        CliResult broken = await RunAsync(api, "--batch-size", "2");
        // What a process that is killed may leave behind.
        File.AppendAllText(Results, """{"custom_id":"d","result":{"type":"succ""");
        File.AppendAllText(Results + ".journal", """{"written":2,"len""");
        CliResult resumed = await RunAsync(api, "--batch-size", "2");

        Assert.Equal((4, 0), (broken.ExitCode, resumed.ExitCode));
        Assert.Contains("claude-aot: The results end after 1 of 2 lines.", broken.ErrorLines);
        Assert.Equal(["b", "a", "d", "c"], NamesInResults());
        Assert.Equal(3, api.Sent("GET", "/results").Count());
        Assert.Equal(2, api.CreateCount);
    }

    [Fact]
    public async Task Batch_LineThatCannotBeRead_IsToldAndTheRestWritten()
    {
        await using BatchApi api = await BatchApi.StartAsync();
        WritePrompts("a", "b");
        api.ResultAnswers.Enqueue(ResponseScript.JsonLines(["nonsense", Batches.Succeeded("a", "x")]));

        foreach (CliResult result in (CliResult[])[await RunAsync(api), await RunAsync(api)])
        {
            Assert.Equal(4, result.ExitCode);
            Assert.Equal("claude-aot: 1 results: 1 succeeded, 1 lines that cannot be read", result.ErrorLines[^1]);
        }

        Assert.Equal(["a"], NamesInResults());
    }

    [Theory]
    [InlineData("prompts", "nonsense")]
    [InlineData("prompts", "7")]
    [InlineData("prompts", "{}")]
    [InlineData("prompts", "")]
    [InlineData("prompts", """{"custom_id":"a b","prompt":"Hi"}""")]
    [InlineData("prompts", """{"custom_id":"","prompt":"Hi"}""")]
    [InlineData("prompts", """{"custom_id":1,"prompt":"Hi"}""")]
    [InlineData("prompts", """{"prompt":"Hi","model":"m"}""")]
    [InlineData("prompts", """{"custom_id":"a","params":7}""")]
    [InlineData("prompts", "{\"custom_id\":\"a\",\"prompt\":\"Hi\"}\n{\"custom_id\":\"a\",\"prompt\":\"Ho\"}")]
    [InlineData("missing", "")]
    [InlineData("results", "x")]
    public async Task Batch_InputThatIsNone_ExitsWith2AndSendsNothing(string what, string text)
    {
        await using BatchApi api = await BatchApi.StartAsync();
        if (what != "missing")
        {
            File.WriteAllText(Prompts, what == "results" ? "\"Hi\"" : text);
        }

        if (what == "results")
        {
            File.WriteAllText(Results, text);
        }

        CliResult result = await RunAsync(api);

        Assert.Equal(2, result.ExitCode);
        Assert.Single(result.ErrorLines);
        Assert.Equal(0, api.CreateCount);
        Assert.Equal(what == "results", File.Exists(Results));
    }

    [Theory]
    [InlineData("batch")]
    [InlineData("batch", "p.jsonl")]
    [InlineData("batch", "p.jsonl", "--out", "r.jsonl", "--batch-size", "100001")]
    [InlineData("batch", "p.jsonl", "--out", "r.jsonl", "--poll", "0")]
    public async Task Batch_WrongUsage_ExitsWith2(params string[] arguments)
    {
        CliResult result = await CliProcess.RunAsync([.. arguments, .. arguments.Length > 2 ? (string[])["--base-url", "http://localhost:1"] : []]);

        Assert.Equal(2, result.ExitCode);
        Assert.Empty(result.Output);
        Assert.All(result.ErrorLines, line => Assert.StartsWith("claude-aot: ", line, StringComparison.Ordinal));
    }

    private void WritePrompts(params string[] names) => File.WriteAllLines(Prompts, names.Select(name => $$"""{"custom_id":"{{name}}","prompt":"Hi {{name}}"}"""));

    private IEnumerable<string> NamesInResults() => File.ReadLines(Results).Select(line =>
    {
        using JsonDocument json = JsonDocument.Parse(line);
        return json.RootElement.GetProperty("custom_id").GetString()!;
    });

    private CliProcess Start(BatchApi api, params string[] options) =>
        CliProcess.Start(["batch", Prompts, "--out", Results, "--base-url", api.Address.AbsoluteUri, "--retries", "0", .. options.Contains("--poll") ? (string[])[] : ["--poll", "0.01"], .. options]);

    private async Task<CliResult> RunAsync(BatchApi api, params string[] options)
    {
        using CliProcess process = Start(api, options);
        return await process.FinishAsync();
    }
}
