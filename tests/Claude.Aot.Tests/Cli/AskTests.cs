using System.Text;
using System.Text.Json;
using Claude.Aot.Testing;
using Claude.Aot.Tests.Infrastructure;
using Claude.Aot.Tests.Shared.Http;

namespace Claude.Aot.Tests.Cli;

public sealed class AskTests
{
    [Fact]
    public async Task Ask_Prompt_PrintsTheTextThenUsageAndStopReason()
    {
        await using ReplayServer server = await ReplayServer.StartAsync(Scripts.Hello);

        CliResult result = await CliProcess.RunAsync("ask", "What's up?", "--base-url", server.Address.AbsoluteUri);

        Assert.Equal(0, result.ExitCode);
        Assert.Equal("Hello", result.Text);
        Assert.Equal("claude-aot: 10 input tokens, 2 output tokens, stop reason end_turn", Assert.Single(result.ErrorLines));
        using JsonDocument body = JsonDocument.Parse(Assert.Single(server.Log.All).Body);
        Assert.Equal("What's up?", body.RootElement.GetProperty("messages")[0].GetProperty("content").GetString());
    }

    [Fact]
    public async Task Ask_Text_IsPrintedAsItArrives()
    {
        var gate = new ScriptGate();
        await using ReplayServer server = await ReplayServer.StartAsync(Scripts.Hello.StallAfter(Scripts.EventsUntilHel, gate));
        using CliProcess process = CliProcess.StartWith([], "ask", "Hi", "--base-url", server.Address.AbsoluteUri);
        byte[] text = new byte[3];
        await process.Output.ReadExactlyAsync(text);
        Assert.Equal("Hel", Encoding.UTF8.GetString(text));

        gate.Release();

        Assert.Equal("lo", (await process.FinishAsync()).Text);
    }

    [Fact]
    public async Task Ask_Options_GoIntoTheRequest()
    {
        await using ReplayServer server = await ReplayServer.StartAsync(Scripts.Hello);

        CliResult result = await CliProcess.RunWithInputAsync(
            Encoding.UTF8.GetBytes("What is \u2600?\nSay."),
            "ask", "-", "--base-url", $"{server.Address}gateway", "--model", "claude-x", "--max-tokens", "5000", "--system", "Be brief.", "--temperature", "0.8", "--thinking", "2048", "--beta", "one", "--beta", "two");

        Assert.Equal(0, result.ExitCode);
        Exchange sent = Assert.Single(server.Log.All);
        Assert.Equal(("/gateway/v1/messages", "?beta=true", "one,two", "2023-06-01"), (sent.Path, sent.Query, sent.Headers["anthropic-beta"], sent.Headers["anthropic-version"]));
        Assert.Equal(
            """{"stream":true,"model":"claude-x","max_tokens":5000,"messages":[{"role":"user","content":"What is ☀?\nSay."}],"system":"Be brief.","temperature":0.8,"thinking":{"type":"enabled","budget_tokens":2048}}""",
            Sorted(sent.BodyText, "stream", "model", "max_tokens", "messages", "system", "temperature", "thinking"));
    }

    [Fact]
    public async Task Ask_ThinkingWithoutMaxTokens_LeavesRoomForTheAnswer()
    {
        await using ReplayServer server = await ReplayServer.StartAsync(Scripts.Hello);

        await CliProcess.RunAsync("ask", "Hi", "--base-url", server.Address.AbsoluteUri, "--thinking", "2048");

        Assert.Contains("\"max_tokens\":3072", Assert.Single(server.Log.All).BodyText, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2023-06-01", "x-api-key", "key-1")]
    [InlineData("2026-10-21", "Authorization", "Bearer key-1")]
    public async Task Ask_KeyOfTheEnvironment_IsSentAsTheVersionWants(string version, string header, string value)
    {
        await using ReplayServer server = await ReplayServer.StartAsync(Scripts.Hello);
        using CliProcess process = CliProcess.StartWith(
            [("ANTHROPIC_API_KEY", "key-1"), ("ANTHROPIC_BASE_URL", server.Address.AbsoluteUri)], "ask", "Hi", "--api-version", version);

        Assert.Equal(0, (await process.FinishAsync()).ExitCode);

        Exchange sent = Assert.Single(server.Log.All);
        Assert.Equal((version, value), (sent.Headers["anthropic-version"], sent.Headers[header]));
    }

    [Theory]
    [InlineData("1.1")]
    [InlineData("2.0", "--http2")]
    public async Task Ask_OverEachVersionOfHttp_SpeaksIt(string version, params string[] arguments)
    {
        await using ReplayServer server = await ReplayServer.StartAsync(Scripts.Hello);

        CliResult result = await CliProcess.RunAsync(["ask", "Hi", "--base-url", server.Address.AbsoluteUri, .. arguments]);

        Assert.Equal("Hello", result.Text);
        Assert.Equal(Version.Parse(version), Assert.Single(server.Log.All).HttpVersion);
    }

    [Fact]
    public async Task Ask_Modes_PrintLikeReplay()
    {
        await using ReplayServer server = await ReplayServer.StartAsync(Scripts.Hello);
        foreach (string mode in (string[])["--events", "--message", "--text"])
        {
            CliResult replayed = await CliProcess.RunWithInputAsync(Scripts.Hello.Body, "replay", "-", mode);

            CliResult asked = await CliProcess.RunAsync("ask", "Hi", "--base-url", server.Address.AbsoluteUri, mode);

            Assert.Equal(0, asked.ExitCode);
            Assert.NotEmpty(asked.Text);
            Assert.Equal(replayed.Text, asked.Text);
        }
    }

    public static TheoryData<string, ResponseScript, int, string> Failures => new()
    {
        { "error", Scripts.Overloaded, 3, "overloaded_error (529): Overloaded" },
        { "error event", new MessageScript().Text("Hel").Error("api_error", "Internal").ToScript(), 3, "api_error (500): Internal" },
        { "page", ResponseScript.Answer(502, "text/html", "<html>"), 3, "502" },
        { "no stream", ResponseScript.Answer(200, "text/html", "<html>"), 4, "text/html" },
        { "cut", Scripts.Hello.CutAfter(Scripts.EventsUntilHel), 4, "message_stop" },
        { "no answer", ResponseScript.Drop(), 4, "could not be sent" },
        { "stall", Scripts.Hello.StallAfter(Scripts.EventsUntilHel), 5, "nothing arrived for 0.3 s" },
    };

    [Theory]
    [MemberData(nameof(Failures), DisableDiscoveryEnumeration = true)]
    public async Task Ask_Failure_KeepsWhatCameAndExitsLikeReplay(string what, ResponseScript script, int exitCode, string reason)
    {
        await using ReplayServer server = await ReplayServer.StartAsync(script);

        // Only what stalls may meet the limit: on a busy machine the next event, too, can take longer than that.
        string[] limit = what == "stall" ? ["--idle-timeout", "0.3"] : [];
        CliResult result = await CliProcess.RunAsync(["ask", "Hi", "--base-url", server.Address.AbsoluteUri, "--retries", "0", .. limit]);

        Assert.True(exitCode == result.ExitCode, $"{what}: {result.ExitCode}, {result.Error}");
        string line = Assert.Single(result.ErrorLines);
        Assert.Contains(reason, line, StringComparison.Ordinal);
        CliResult.AssertPlain(line);
        Assert.Equal(what is "cut" or "stall" or "error event" ? "Hel" : "", result.Text);
        Assert.Single(server.Log.All);
    }

    [Fact]
    public async Task Ask_NobodyListens_SaysSo()
    {
        CliResult result = await CliProcess.RunAsync("ask", "Hi", "--base-url", $"http://127.0.0.1:{FreePort.Take()}", "--retries", "0");

        Assert.Equal(4, result.ExitCode);
        string reason = Assert.Single(result.ErrorLines);
        Assert.Contains("could not be sent", reason, StringComparison.Ordinal);
        Assert.Contains("refused", reason, StringComparison.Ordinal);
        CliResult.AssertPlain(reason);
    }

    [Fact]
    public async Task Ask_Retries_SaysHowOften()
    {
        await using ReplayServer server = await ReplayServer.StartAsync(Scripts.Overloaded.WithHeader("retry-after-ms", "1"));

        CliResult result = await CliProcess.RunAsync("ask", "Hi", "--base-url", server.Address.AbsoluteUri, "--retries", "4");

        Assert.Equal(3, result.ExitCode);
        Assert.Equal(5, server.Log.All.Count);
        Assert.Single(result.ErrorLines);
    }

    [Fact]
    public async Task Ask_CtrlC_ClosesTheConnectionPrintsWhatCameAndExitsWith130()
    {
        CtrlC.SkipWhereDeaf();
        await using ReplayServer server = await ReplayServer.StartAsync(Scripts.Hello.StallAfter(Scripts.EventsUntilHel));
        using CliProcess process = CliProcess.StartWith([], "ask", "Hi", "--base-url", server.Address.AbsoluteUri);
        byte[] text = new byte[3];
        await process.Output.ReadExactlyAsync(text);

        await process.InterruptAsync();
        CliResult result = await process.FinishAsync();

        Assert.Equal(130, result.ExitCode);
        Assert.Equal("claude-aot: interrupted", Assert.Single(result.ErrorLines));
        Assert.Equal(ExchangeEnd.ClientLeft, await server.Log.All[0].Ended.Promptly());
    }

    [Fact]
    public async Task Ask_CtrlCBeforeTheAnswer_ExitsWith130()
    {
        CtrlC.SkipWhereDeaf();
        var gate = new ScriptGate();
        await using ReplayServer server = await ReplayServer.StartAsync(Scripts.Hello.HoldAt(gate));
        using CliProcess process = CliProcess.StartWith([], "ask", "Hi", "--base-url", server.Address.AbsoluteUri);
        await gate.Reached.Promptly();

        await process.InterruptAsync();

        Assert.Equal(130, (await process.FinishAsync()).ExitCode);
    }

    [Theory]
    [InlineData("ask")]
    [InlineData("ask", "")]
    [InlineData("ask", "a", "b")]
    [InlineData("ask", "Hi")]
    [InlineData("ask", "Hi", "--base-url", "https://api.example")]
    [InlineData("ask", "Hi", "--base-url", "http://api.example")]
    [InlineData("ask", "Hi", "--base-url", "nonsense")]
    [InlineData("ask", "Hi", "--base-url", "http://localhost:1", "--max-tokens", "0")]
    [InlineData("ask", "Hi", "--base-url", "http://localhost:1", "--max-tokens", "many")]
    [InlineData("ask", "Hi", "--base-url", "http://localhost:1", "--temperature", "-1")]
    [InlineData("ask", "Hi", "--base-url", "http://localhost:1", "--temperature", "NaN")]
    [InlineData("ask", "Hi", "--base-url", "http://localhost:1", "--thinking", "0")]
    [InlineData("ask", "--thinking", "Hi", "--base-url", "http://localhost:1")]
    [InlineData("ask", "Hi", "--base-url", "http://localhost:1", "--system", "a", "--system-file", "b")]
    [InlineData("ask", "Hi", "--base-url", "http://localhost:1", "--system-file", "no-such-file.txt")]
    [InlineData("ask", "Hi", "--base-url", "http://localhost:1", "--json-schema", "no-such-file.json")]
    [InlineData("ask", "Hi", "--base-url", "http://localhost:1", "--record", "no-such-folder/answer.sse")]
    [InlineData("ask", "Hi", "--base-url", "http://localhost:1", "--idle-timeout", "0")]
    [InlineData("ask", "Hi", "--base-url", "http://localhost:1", "--idle-timeout", "Infinity")]
    [InlineData("ask", "Hi", "--base-url", "http://localhost:1", "--idle-timeout", "99999999999999999999")]
    [InlineData("ask", "Hi", "--base-url", "http://localhost:1", "--retries", "-1")]
    [InlineData("ask", "Hi", "--base-url", "http://localhost:1", "--beta", "a\nb")]
    [InlineData("ask", "Hi", "--base-url", "http://localhost:1", "--events", "--text")]
    public async Task Ask_WrongUsage_ExitsWith2(params string[] arguments)
    {
        CliResult result = await CliProcess.RunAsync(arguments);

        result.AssertWrongUsage();
    }

    [Fact]
    public async Task Cli_NoArgumentsButAKey_AsksTheApi()
    {
        await using ReplayServer server = await ReplayServer.StartAsync(Scripts.Hello);
        using CliProcess process = CliProcess.StartWith([("ANTHROPIC_API_KEY", "key-1"), ("ANTHROPIC_BASE_URL", server.Address.AbsoluteUri)]);

        CliResult result = await process.FinishAsync();

        Assert.Equal(0, result.ExitCode);
        Assert.Equal("Hello", result.Text);
        Assert.Equal("key-1", Assert.Single(server.Log.All).Headers["x-api-key"]);
    }

    /// <summary>The members of an object in this order; all of them have to be named.</summary>
    private static string Sorted(string json, params string[] names)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        Assert.Equal(names.Order(), document.RootElement.EnumerateObject().Select(member => member.Name).Order());
        return $"{{{string.Join(',', names.Select(name => $"\"{name}\":{document.RootElement.GetProperty(name).GetRawText()}"))}}}";
    }
}
