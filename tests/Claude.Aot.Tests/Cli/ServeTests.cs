using System.Net;
using Claude.Aot.Testing;
using Claude.Aot.Tests.Http.Support;
using Claude.Aot.Tests.Infrastructure;
using Claude.Aot.Tests.Shared.Http;

namespace Claude.Aot.Tests.Cli;

public sealed class ServeTests
{
    private const string Plain = "llm-anthropic__test_url_prompt";

    private static string Text => string.Concat(Streams.Recorded(Plain).Expected.Text);

    [Theory]
    [MemberData(nameof(TheoryRows.HttpVersions), MemberType = typeof(TheoryRows))]
    public async Task Serve_File_OursAndTheOfficialClientStreamFromIt(string version)
    {
        using ServeProcess serve = await ServeProcess.StartAsync(Streams.PathOf($"recorded/{Plain}"));
        using ClaudeClient client = TestClient.Of(serve.Address, options =>
        {
            options.HttpVersion = Version.Parse(version);
            options.HttpVersionPolicy = HttpVersionPolicy.RequestVersionExact;
        });

        Assert.Equal(Text, await client.AskAsync());
        Assert.Equal(Text, (await OfficialClient.StreamAsync(serve.Address, version).Promptly()).Text);
    }

    [Theory]
    [InlineData]
    [InlineData("--http2")]
    public async Task Serve_Ask_StreamsFromIt(params string[] arguments)
    {
        using ServeProcess serve = await ServeProcess.StartAsync(Streams.PathOf($"recorded/{Plain}"), "--pace", "5000");

        CliResult result = await CliProcess.RunAsync(["ask", "Hi", "--base-url", serve.Address.AbsoluteUri, .. arguments]);

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(Text, result.Text);
    }

    [Fact]
    public async Task Serve_Folder_AnswersByTurnsInTheOrderOfNames()
    {
        using var folder = new TemporaryFolder();
        foreach (string name in (string[])["b", "a", "c"])
        {
            File.WriteAllBytes(folder.PathOf($"{name}.sse"), new MessageScript().Text(name).End().Body.ToArray());
        }

        File.WriteAllText(folder.PathOf("notes.txt"), "none of it");
        using ServeProcess serve = await ServeProcess.StartAsync(folder.PathOf());
        using ClaudeClient client = TestClient.Of(serve.Address);
        string all = "";
        for (int i = 0; i < 4; i++)
        {
            all += await client.AskAsync();
        }

        Assert.Equal("abca", all);
    }

    [Fact]
    public async Task Serve_Port_IsTheOneThatIsGiven()
    {
        int port = FreePort.Take();
        using ServeProcess serve = await ServeProcess.StartAsync(Streams.PathOf($"recorded/{Plain}"), "--port", $"{port}");

        Assert.Equal(new Uri($"http://127.0.0.1:{port}"), serve.Address);
        CliResult second = await CliProcess.RunAsync("serve", Streams.PathOf($"recorded/{Plain}"), "--port", $"{port}");
        Assert.Equal(2, second.ExitCode);
        Assert.Contains($"{port}", Assert.Single(second.ErrorLines), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(HttpStatusCode.MisdirectedRequest)]
    [InlineData(HttpStatusCode.OK, "--any-host")]
    public async Task Serve_HostOfAnotherMachine_IsRefusedUnlessAllowed(HttpStatusCode expected, params string[] arguments)
    {
        using ServeProcess serve = await ServeProcess.StartAsync([Streams.PathOf($"recorded/{Plain}"), .. arguments]);
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(serve.Address, "v1/messages")) { Content = new StringContent("{}") };
        request.Headers.Host = "attacker.example";

        using HttpResponseMessage response = await http.SendAsync(request);

        Assert.Equal(expected, response.StatusCode);
    }

    [Theory]
    [InlineData(64 * 1024 * 1024, HttpStatusCode.OK)]
    [InlineData((64 * 1024 * 1024) + 1, HttpStatusCode.RequestEntityTooLarge)]
    public async Task Serve_BodyOverTheDefaultLimit_IsRefused(int length, HttpStatusCode expected)
    {
        using ServeProcess serve = await ServeProcess.StartAsync(Streams.PathOf($"recorded/{Plain}"));
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(serve.Address, "v1/messages")) { Content = new ByteArrayContent(new byte[length]) };
        request.Headers.ExpectContinue = true;

        using HttpResponseMessage response = await http.SendAsync(request);

        Assert.Equal(expected, response.StatusCode);
    }

    [Fact]
    public async Task Serve_CtrlC_ClosesEverythingAndExitsWith130()
    {
        CtrlC.SkipWhereDeaf();
        using ServeProcess serve = await ServeProcess.StartAsync(Streams.PathOf($"recorded/{Plain}"), "--pace", "0.001");
        using ClaudeClient client = TestClient.Of(serve.Address);
        await using MessageStream stream = await client.Messages.StreamAsync(TestClient.Hello);

        await serve.Process.InterruptAsync();

        Assert.Equal(ClaudeTransportErrorKind.ConnectionError, (await Assert.ThrowsAsync<ClaudeTransportException>(() => stream.GetFinalMessageAsync().Promptly())).Kind);
        CliResult result = await serve.Process.FinishAsync();
        Assert.Equal(130, result.ExitCode);
        Assert.Empty(result.Output);
        Assert.Equal("claude-aot: interrupted", Assert.Single(result.ErrorLines));
    }

    [Fact]
    public async Task Serve_EmptyFolder_ExitsWith2()
    {
        using var folder = new TemporaryFolder();

        (await CliProcess.RunAsync("serve", folder.PathOf())).AssertWrongUsage();
    }

    [Theory]
    [InlineData("serve")]
    [InlineData("serve", "no-such-file.sse")]
    [InlineData("serve", ".", "--port", "70000")]
    [InlineData("serve", ".", "--port", "-1")]
    [InlineData("serve", ".", "--pace", "0")]
    [InlineData("serve", ".", "--pace", "fast")]
    [InlineData("serve", ".", "--events")]
    public async Task Serve_WrongUsage_ExitsWith2(params string[] arguments)
    {
        CliResult result = await CliProcess.RunAsync(arguments);

        result.AssertWrongUsage();
    }
}
