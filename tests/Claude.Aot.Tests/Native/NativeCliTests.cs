using Claude.Aot.Testing;
using Claude.Aot.Tests.Cli;
using Claude.Aot.Tests.Http.Support;
using Claude.Aot.Tests.Infrastructure;
using Claude.Aot.Tests.Shared.Http;

namespace Claude.Aot.Tests.Native;

[Slow]
[Collection(NativeBuild.Collection)]
public sealed class NativeCliTests
{
    // What people download. Other platforms than Linux differ a little, and are smaller.
    private const long MaxBytes = 13_000_000;

    private const string Plain = "llm-anthropic__test_url_prompt";

    [Fact]
    public async Task Cli_CompiledNatively_AsksAndServesOverBothVersionsOfHttp()
    {
        string program = await NativeBuild.PublishAsync(Repository.PathOf("src", "Claude.Cli"), "claude-aot");
        string text = string.Concat(Streams.Recorded(Plain).Expected.Text);
        using ServeProcess serve = await ServeProcess.ListenAsync(CliProcess.StartProgram(program, [], "serve", Streams.PathOf($"recorded/{Plain}")));
        await using ReplayServer recorder = await ReplayServer.StartAsync(Scripts.Hello);
        foreach ((string version, string[] arguments) in new[] { ("1.1", Array.Empty<string>()), ("2.0", ["--http2"]) })
        {
            CliResult result = await AskAsync(program, [], ["--base-url", serve.Address.AbsoluteUri, .. arguments]);
            Assert.Equal((0, text), (result.ExitCode, result.Text));
            Assert.EndsWith("stop reason end_turn", Assert.Single(result.ErrorLines), StringComparison.Ordinal);
            Assert.Equal(text, (await OfficialClient.StreamAsync(serve.Address, version).Promptly()).Text);

            Assert.Equal("Hello", (await AskAsync(program, [("ANTHROPIC_BASE_URL", recorder.Address.AbsoluteUri)], arguments)).Text);
            Assert.Equal(Version.Parse(version), recorder.Log.All[^1].HttpVersion);
        }

        using var byHand = new ByHandServer();
        Task answering = byHand.AnswerAsync(ByHandServer.Chunked(Scripts.Hello.Body.Span, 7));
        Assert.Equal("Hello", (await AskAsync(program, [], ["--base-url", byHand.Address.AbsoluteUri])).Text);
        await answering.Promptly();
    }

    [Fact]
    public async Task Cli_CompiledNatively_IsSmall()
    {
        string program = await NativeBuild.PublishAsync(Repository.PathOf("src", "Claude.Cli"), "claude-aot");

        Assert.InRange(new FileInfo(program).Length, 1, MaxBytes);
    }

    [Fact]
    public async Task Cli_CompiledNatively_ChatsWithTools()
    {
        string program = await NativeBuild.PublishAsync(Repository.PathOf("src", "Claude.Cli"), "claude-aot");
        await using ReplayServer server = await ReplayServer.StartAsync(
            new MessageScript().ToolUse("get_current_time", "{}").End("tool_use"), new MessageScript().Text("Noon").End());
        using CliProcess process = CliProcess.StartProgram(program, [], "chat", "--base-url", server.Address.AbsoluteUri);
        Task<CliResult> chat = process.FinishAsync();
        await process.TypeAsync("What time is it?\ny");
        process.CloseInput();

        Assert.Equal((0, "\nNoon\n"), ((await chat).ExitCode, (await chat).Text));
        Assert.Contains("\"type\":\"tool_result\"", server.Log.All[1].BodyText, StringComparison.Ordinal);
        Assert.DoesNotContain("is_error", server.Log.All[1].BodyText, StringComparison.Ordinal);
    }

    private static async Task<CliResult> AskAsync(string program, (string Name, string Value)[] environment, IEnumerable<string> arguments)
    {
        using CliProcess process = CliProcess.StartProgram(program, environment, ["ask", "Hi", .. arguments]);
        process.CloseInput();
        return await process.FinishAsync();
    }
}
