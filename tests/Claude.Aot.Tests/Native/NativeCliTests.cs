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

    private static async Task<CliResult> AskAsync(string program, (string Name, string Value)[] environment, IEnumerable<string> arguments)
    {
        using CliProcess process = CliProcess.StartProgram(program, environment, ["ask", "Hi", .. arguments]);
        return await process.FinishAsync();
    }
}
