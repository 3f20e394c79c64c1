using Claude.Aot.Testing;
using Claude.Aot.Tests.Infrastructure;

namespace Claude.Aot.Tests.Cli;

public sealed class CountTests
{
    private static Task<ReplayServer> StartAsync() => ReplayServer.StartAsync(
        new ReplayServerOptions(), new ScriptRoutes().Map("POST", "/v1/messages/count_tokens", ResponseScript.Json("""{"input_tokens":2095}""")));

    [Fact]
    public async Task Count_Prompt_PrintsTheNumber()
    {
        await using ReplayServer server = await StartAsync();

        CliResult result = await CliProcess.RunWithInputAsync("Hi"u8.ToArray(), "count", "-", "--model", "m", "--system", "s", "--beta", "b", "--base-url", server.Address.AbsoluteUri);

        Assert.Equal((0, "2095\n", ""), (result.ExitCode, result.Text, result.Error));
        Exchange sent = Assert.Single(server.Log.All);
        Assert.Equal("""{"model":"m","messages":[{"role":"user","content":"Hi"}],"system":"s"}""", sent.BodyText);
        Assert.Equal("b,token-counting-2024-11-01", sent.Headers["anthropic-beta"]);
    }

    [Fact]
    public async Task Count_Request_CountsTheFile()
    {
        await using ReplayServer server = await StartAsync();
        using var folder = new TemporaryFolder();
        string file = folder.PathOf("request.json");
        File.WriteAllText(file, """{"model":"m","max_tokens":5,"messages":[{"role":"user","content":"Hi"}]}""");

        CliResult result = await CliProcess.RunAsync("count", "--request", file, "--base-url", server.Address.AbsoluteUri);

        Assert.Equal((0, "2095\n"), (result.ExitCode, result.Text));
        Assert.Equal("""{"model":"m","messages":[{"role":"user","content":"Hi"}]}""", Assert.Single(server.Log.All).BodyText);
    }

    [Fact]
    public async Task Count_Error_ExitsWith3()
    {
        await using ReplayServer server = await ReplayServer.StartAsync(new ReplayServerOptions(), new ScriptRoutes());

        CliResult result = await CliProcess.RunAsync("count", "Hi", "--base-url", server.Address.AbsoluteUri);

        Assert.Equal(3, result.ExitCode);
        Assert.Contains("not_found_error (404)", Assert.Single(result.ErrorLines), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("count")]
    [InlineData("count", "Hi", "--request", "file")]
    [InlineData("count", "--request", "no-such-file")]
    public async Task Count_WrongUsage_ExitsWith2(params string[] arguments)
    {
        CliResult result = await CliProcess.RunAsync([.. arguments, "--base-url", "http://localhost:1"]);

        Assert.Equal(2, result.ExitCode);
        Assert.Single(result.ErrorLines, line => line.StartsWith("claude-aot: ", StringComparison.Ordinal) && !line.Contains("try", StringComparison.Ordinal));
    }
}
