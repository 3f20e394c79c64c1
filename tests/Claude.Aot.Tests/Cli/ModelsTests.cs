using Claude.Aot.Testing;

namespace Claude.Aot.Tests.Cli;

public sealed class ModelsTests
{
    private const string Opus = """{"type":"model","id":"claude-opus-5","display_name":"Claude Opus 5","created_at":"2026-02-01T00:00:00Z","max_input_tokens":200000,"x":1}""";
    private const string Haiku = """{"type":"model","id":"claude-haiku-5","display_name":"Claude\u001b[2J Haiku 5","created_at":"2026-01-01T00:00:00Z"}""";

    [Fact]
    public async Task Models_InAPipe_PrintsTheIdsOfAllPages()
    {
        await using ReplayServer server = await StartAsync();

        CliResult result = await CliProcess.RunAsync("models", "--base-url", server.Address.AbsoluteUri);

        Assert.Equal((0, "claude-opus-5\nclaude-haiku-5\n", ""), (result.ExitCode, result.Text, result.Error));
    }

    [Fact]
    public async Task Models_Json_PrintsWhatTheApiSent()
    {
        await using ReplayServer server = await StartAsync();

        CliResult result = await CliProcess.RunAsync("models", "--json", "--base-url", server.Address.AbsoluteUri);

        Assert.Equal([Opus, Haiku], result.Lines);
    }

    [Fact]
    public async Task Models_OnATerminal_PrintsATableWithoutWhatATerminalObeys()
    {
        await using ReplayServer server = await StartAsync();
        using CliProcess process = CliProcess.StartOnTerminal([], "models", "--base-url", server.Address.AbsoluteUri);

        CliResult result = await process.FinishAsync();

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(
            [
                "MODEL           NAME                CREATED     INPUT   OUTPUT",
                "claude-opus-5   Claude Opus 5       2026-02-01  200000",
                "claude-haiku-5  Claude [2J Haiku 5  2026-01-01",
            ],
            result.Lines.Select(line => line.TrimEnd('\r')));
    }

    private static Task<ReplayServer> StartAsync() => ReplayServer.StartAsync(
        new ReplayServerOptions(),
        new ScriptRoutes().Map(
            "GET",
            "/v1/models",
            exchange => ResponseScript.Json(exchange.Query.Contains("after_id", StringComparison.Ordinal)
                ? $$"""{"data":[{{Haiku}}],"has_more":false,"first_id":"claude-haiku-5","last_id":"claude-haiku-5"}"""
                : $$"""{"data":[{{Opus}}],"has_more":true,"first_id":"claude-opus-5","last_id":"claude-opus-5"}""")));
}
