using Claude.Aot.Testing;
using Claude.Aot.Tests.Endpoints.Support;
using Claude.Aot.Tests.Infrastructure;
using Claude.Aot.Tests.Shared.Http;
using Claude.Cli;
using Claude.Cli.Batches;

namespace Claude.Aot.Tests.Cli;

/// <summary>The ways in which a run of <c>claude-aot batch</c> can go, and the next one after it.</summary>
public sealed class BatchSessionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Prompts => _folder.PathOf("prompts.jsonl");

    private string Results => _folder.PathOf("results.jsonl");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Session_Done_IsDone()
    {
        await using BatchApi api = await BatchApi.StartAsync();
        BatchFiles.WritePrompts(Prompts, "a", "b", "c", "d", "e");
        await RunAsync(api, maxRequests: 2);
        string results = File.ReadAllText(Results);

        SessionResult again = await RunAsync(api, maxRequests: 2);

        Assert.Equal((0, "5 results: 5 succeeded"), (again.ExitCode, Assert.Single(again.Lines)));
        Assert.Equal(results, File.ReadAllText(Results));
        Assert.Equal(["b", "a", "d", "c", "e"], BatchFiles.ReadNames(Results));
        Assert.Equal(3, api.CreateCount);
        Assert.Equal(3, api.Sent("GET", "/results").Count());
    }

    [Fact]
    public async Task Session_OtherRequestsThanBefore_AreRefused()
    {
        await using BatchApi api = await BatchApi.StartAsync();
        BatchFiles.WritePrompts(Prompts, "a", "b");
        await RunAsync(api);

        foreach (SessionResult result in (SessionResult[])[await RunAsync(api, maxRequests: 1), await RunAsync(api, maxTokens: 7)])
        {
            Assert.Equal(2, result.ExitCode);
            Assert.Contains("belongs to other requests", Assert.Single(result.Lines), StringComparison.Ordinal);
        }

        Assert.Equal(1, api.CreateCount);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Session_AnswerToCreationLost_IsNotPaidTwice(bool isCreated)
    {
        await using BatchApi api = await BatchApi.StartAsync();
        BatchFiles.WritePrompts(Prompts, "a", "b");
        api.Add("of", "another", "size");
        api.Add(DateTimeOffset.UtcNow.AddHours(-1), "too", "old");
        api.CreateAnswers.Enqueue((isCreated, ResponseScript.Drop()));

        SessionResult broken = await RunAsync(api);
        SessionResult resumed = await RunAsync(api);

        Assert.Equal((4, 0), (broken.ExitCode, resumed.ExitCode));
        Assert.Equal(isCreated ? 1 : 2, api.CreateCount);
        Assert.Contains(isCreated ? "found msgbatch_3" : "created msgbatch_3", resumed.Lines[0], StringComparison.Ordinal);
        Assert.Equal(["b", "a"], BatchFiles.ReadNames(Results));
    }

    [Theory]
    [InlineData("stranger", false)]
    [InlineData("stranger", true)]
    // The same names as in this run's file of prompts prove nothing.
    [InlineData("a", false)]
    [InlineData("a", true)]
    public async Task Session_FoundOneIsSomebodyElses_IsLeftAloneAndCreated(string name, bool hasEnded)
    {
        await using BatchApi api = await BatchApi.StartAsync();
        BatchFiles.WritePrompts(Prompts, "a", "b");
        api.CreateAnswers.Enqueue((false, ResponseScript.Drop()));
        await RunAsync(api);
        api.Add(name, "b");
        api.HeldLists = hasEnded ? 0 : 1;

        SessionResult resumed = await RunAsync(api);

        Assert.True(resumed.ExitCode == 0, string.Join("; ", resumed.Lines));
        Assert.Equal(!hasEnded, string.Join("; ", resumed.Lines).Contains("msgbatch_1 contains other requests", StringComparison.Ordinal));
        Assert.Equal(2, api.CreateCount);
        Assert.Equal(["b", "a"], BatchFiles.ReadNames(Results));
    }

    [Theory]
    [InlineData("msgbatch_1", 1)]
    [InlineData("none", 2)]
    public async Task Session_SeveralCouldBeIt_AsksWhich(string answer, int creations)
    {
        await using BatchApi api = await BatchApi.StartAsync();
        BatchFiles.WritePrompts(Prompts, "a", "b");
        api.CreateAnswers.Enqueue((true, ResponseScript.Error(500, "api_error", "Internal")));
        await RunAsync(api);
        api.Add("x", "y");
        api.HeldLists = 1;

        SessionResult unsure = await RunAsync(api);
        SessionResult adopted = await RunAsync(api, adopt: answer);

        Assert.Equal((2, 0), (unsure.ExitCode, adopted.ExitCode));
        Assert.Contains("msgbatch_2, msgbatch_1", Assert.Single(unsure.Lines), StringComparison.Ordinal);
        Assert.Equal(creations, api.CreateCount);
        Assert.Equal(["b", "a"], BatchFiles.ReadNames(Results));
    }

    [Fact]
    public async Task Session_SeveralCouldBeIt_TheOneThatHasEndedProvesIt()
    {
        await using BatchApi api = await BatchApi.StartAsync();
        BatchFiles.WritePrompts(Prompts, "a", "b");
        api.CreateAnswers.Enqueue((true, ResponseScript.Error(500, "api_error", "Internal")));
        await RunAsync(api);
        api.Add("a", "b");

        SessionResult resumed = await RunAsync(api);

        Assert.Contains("found msgbatch_1", resumed.Lines[0], StringComparison.Ordinal);
        Assert.Equal(1, api.CreateCount);
        Assert.Equal(["b", "a"], BatchFiles.ReadNames(Results));
    }

    [Fact]
    public async Task Session_AdoptedOneIsSomebodyElses_NothingOfItIsWritten()
    {
        await using BatchApi api = await BatchApi.StartAsync();
        BatchFiles.WritePrompts(Prompts, "a", "b");
        api.CreateAnswers.Enqueue((false, ResponseScript.Drop()));
        await RunAsync(api);
        string other = api.Add("a", "b");

        SessionResult resumed = await RunAsync(api, adopt: other);

        Assert.Contains($"{other} contains other requests", string.Join("; ", resumed.Lines), StringComparison.Ordinal);
        Assert.DoesNotContain("answer to a\"", File.ReadAllText(Results), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Session_CreatedBatchGivesForeignResults_NothingIsWritten()
    {
        await using BatchApi api = await BatchApi.StartAsync();
        BatchFiles.WritePrompts(Prompts, "a");
        api.ResultAnswers.Enqueue(static _ => ResponseScript.JsonLines([BatchData.Succeeded("line-1", "of another")]));

        SessionResult result = await RunAsync(api);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("mixed up batches", Assert.Single(result.Lines), StringComparison.Ordinal);
        Assert.Empty(File.ReadAllText(Results));
    }

    [Fact]
    public async Task Session_CreationAnsweredWithoutAnId_IsNotWrittenDown()
    {
        await using BatchApi api = await BatchApi.StartAsync();
        BatchFiles.WritePrompts(Prompts, "a", "b");
        api.CreateAnswers.Enqueue((true, ResponseScript.Json("""{"code":500,"msg":"upstream failed"}""")));

        SessionResult broken = await RunAsync(api);
        SessionResult resumed = await RunAsync(api);

        Assert.NotEqual(0, broken.ExitCode);
        Assert.True(resumed.ExitCode == 0, string.Join("; ", resumed.Lines));
        Assert.Equal(1, api.CreateCount);
        Assert.Equal(["b", "a"], BatchFiles.ReadNames(Results));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"requ")]
    public async Task Session_JournalEmptiedBesideResults_IsRefusedAndNothingDeleted(string journal)
    {
        await using BatchApi api = await BatchApi.StartAsync();
        BatchFiles.WritePrompts(Prompts, "a", "b");
        await RunAsync(api);
        string results = File.ReadAllText(Results);
        File.WriteAllText(Results + BatchSession.JournalEnd, journal);

        SessionResult result = await RunAsync(api);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("journal was emptied or has lost lines", Assert.Single(result.Lines), StringComparison.Ordinal);
        Assert.Equal(results, File.ReadAllText(Results));
        Assert.Equal(1, api.CreateCount);
    }

    [Fact]
    public async Task Session_JournalLostItsLinesBesideResults_IsRefusedAndNothingDeleted()
    {
        await using BatchApi api = await BatchApi.StartAsync();
        BatchFiles.WritePrompts(Prompts, "a", "b");
        await RunAsync(api);
        string results = File.ReadAllText(Results);
        File.WriteAllText(Results + BatchSession.JournalEnd, File.ReadLines(Results + BatchSession.JournalEnd).First() + "\n");

        SessionResult result = await RunAsync(api);

        Assert.Equal(2, result.ExitCode);
        Assert.Equal(results, File.ReadAllText(Results));
        Assert.Equal(1, api.CreateCount);
    }

    [Fact]
    public async Task Session_JournalOfAnEarlierVersion_IsRefusedWithAWayOn()
    {
        await using BatchApi api = await BatchApi.StartAsync();
        BatchFiles.WritePrompts(Prompts, "a");
        File.WriteAllText(Results + BatchSession.JournalEnd, "{\"requests\":\"37f88cbd\",\"parts\":1}\n");

        SessionResult result = await RunAsync(api);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("earlier version", Assert.Single(result.Lines), StringComparison.Ordinal);
        Assert.Equal(0, api.CreateCount);
    }

    [Fact]
    public async Task Session_PromptsChangeWhileTheyAreSent_CreatesNothing()
    {
        await using BatchApi api = await BatchApi.StartAsync();
        BatchFiles.WritePrompts(Prompts, "a", "b");
        int prompts = 0;

        // Both are read once for the plan, and the second is another one when they are read again.
        SessionResult result = await RunAsync(api, prompt: text => ++prompts == 4 ? "changed" : text);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("was changed while it was being sent", Assert.Single(result.Lines), StringComparison.Ordinal);
        Assert.Equal(0, api.Count);
    }

    [Fact]
    public async Task Session_Refused_IsCreatedByTheNextRun()
    {
        await using BatchApi api = await BatchApi.StartAsync();
        BatchFiles.WritePrompts(Prompts, "a");
        api.CreateAnswers.Enqueue((false, ResponseScript.Error(400, "invalid_request_error", "no")));

        Assert.Equal(3, (await RunAsync(api)).ExitCode);
        Assert.Equal(0, (await RunAsync(api)).ExitCode);

        Assert.Equal(2, api.CreateCount);
        Assert.Empty(api.Sent("GET", "/batches"));
    }

    [Fact]
    public async Task Session_ResultsBreakOff_AreWrittenOnceInTheEnd()
    {
        await using BatchApi api = await BatchApi.StartAsync();
        BatchFiles.WritePrompts(Prompts, "a", "b", "c", "d");
        api.ResultAnswers.Enqueue(static names => ResponseScript.JsonLines([BatchData.Succeeded(names[1], "1"), BatchData.Succeeded(names[0], "2")]));
        api.ResultAnswers.Enqueue(static names => ResponseScript.JsonLines([BatchData.Succeeded(names[0], "one of two")]));

        SessionResult broken = await RunAsync(api, maxRequests: 2);
        // What a process that is killed may leave behind.
        File.AppendAllText(Results, """{"custom_id":"d","result":{"type":"succ""");
        File.AppendAllText(Results + ".journal", """{"written":2,"len""");
        SessionResult resumed = await RunAsync(api, maxRequests: 2);

        Assert.Equal((4, 0), (broken.ExitCode, resumed.ExitCode));
        Assert.Contains("The results end after 1 of 2 lines.", broken.Lines);
        Assert.Equal(["b", "a", "d", "c"], BatchFiles.ReadNames(Results));
        Assert.Equal(3, api.Sent("GET", "/results").Count());
        Assert.Equal(2, api.CreateCount);
    }

    [Fact]
    public async Task Session_LineThatCannotBeRead_IsToldAndTheRestWritten()
    {
        await using BatchApi api = await BatchApi.StartAsync();
        BatchFiles.WritePrompts(Prompts, "a", "b");
        api.ResultAnswers.Enqueue(static names => ResponseScript.JsonLines(["nonsense", BatchData.Succeeded(names[0], "x")]));

        foreach (SessionResult result in (SessionResult[])[await RunAsync(api), await RunAsync(api)])
        {
            Assert.Equal(4, result.ExitCode);
            Assert.Equal("1 results: 1 succeeded, 1 lines that cannot be read", result.Lines[^1]);
        }

        Assert.Equal(["a"], BatchFiles.ReadNames(Results));
    }

    [Theory]
    [InlineData("prompts", "nonsense")]
    [InlineData("prompts", "7")]
    [InlineData("prompts", """ "\ud800" """)]
    [InlineData("prompts", """{"prompt":"\ud800"}""")]
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
    public async Task Session_InputThatIsNone_IsRefusedAndNothingSent(string what, string text)
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

        SessionResult result = await RunAsync(api);

        Assert.Equal(2, result.ExitCode);
        Assert.Single(result.Lines);
        Assert.Equal(0, api.CreateCount);
        Assert.Equal(what == "results", File.Exists(Results));
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("7")]
    [InlineData("{}")]
    [InlineData("""{"creating":1,"at":"noon"}""")]
    [InlineData("""{"creating":0,"at":"2026-11-22T10:00:00Z"}""")]
    [InlineData("""{"creating":2,"at":"2026-11-22T10:00:00Z"}""")]
    [InlineData("""{"created":1,"id":7,"found":false}""")]
    [InlineData("""{"created":2147483648,"id":"msgbatch_1","found":false}""")]
    [InlineData("""{"created":1,"id":"","found":false}""")]
    [InlineData("""{"created":1,"id":null,"found":false}""")]
    [InlineData("""{"written":1,"length":-5,"succeeded":1,"errored":0,"canceled":0,"expired":0,"other":0,"bad_lines":0}""")]
    [InlineData("""{"written":1,"length":5,"succeeded":-1,"errored":0,"canceled":0,"expired":0,"other":0,"bad_lines":0}""")]
    public async Task Session_JournalThatWasChanged_IsRefusedAndNothingSent(string line)
    {
        await using BatchApi api = await BatchApi.StartAsync();
        BatchFiles.WritePrompts(Prompts, "a");
        await RunAsync(api);
        int sent = api.Log.All.Count;
        File.AppendAllText(Results + BatchSession.JournalEnd, line + "\n");

        SessionResult result = await RunAsync(api);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("line 5: this line is not valid", Assert.Single(result.Lines), StringComparison.Ordinal);
        Assert.Equal(sent, api.Log.All.Count);
    }

    private async Task<SessionResult> RunAsync(BatchApi api, int maxRequests = 100, int maxTokens = 100, string? adopt = null, Func<string, string>? prompt = null)
    {
        using ClaudeClient client = TestClient.Of(api.Address, options => options.MaxRetries = 0);
        var prompts = new PromptFile(Prompts, text => new MessageRequest { Model = "m", MaxTokens = maxTokens, Messages = [prompt?.Invoke(text) ?? text] });
        List<string> lines = [];
        var options = new BatchRunOptions(TimeSpan.FromMilliseconds(1), adopt, new RequestOptions(), lines.Add);
        try
        {
            return new SessionResult(await BatchSession.RunAsync(client.Messages.Batches, prompts, Results, maxRequests, options, CancellationToken.None).Promptly(), lines);
        }
        catch (InputException e)
        {
            return new SessionResult(ExitCodes.WrongUsage, [e.Message]);
        }
    }

    private sealed record SessionResult(int ExitCode, IReadOnlyList<string> Lines);
}
