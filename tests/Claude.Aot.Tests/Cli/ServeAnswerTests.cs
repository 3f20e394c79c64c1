using System.Net;
using System.Text.Json;
using Claude.Aot.Testing;
using Claude.Aot.Tests.Infrastructure;
using Claude.Aot.Tests.Shared.Http;

namespace Claude.Aot.Tests.Cli;

/// <summary>The answers of <c>claude-aot serve</c> beyond the recorded streams.</summary>
public sealed class ServeAnswerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("""{"model":"m","stream":true}""", "text/event-stream")]
    [InlineData("""{"model":"m","stream":false}""", "application/json")]
    [InlineData("""{"model":"m","messages":[{"stream":true}]}""", "application/json")]
    public async Task Serve_Request_GetsAStreamOnlyIfItAsksForOne(string body, string contentType)
    {
        using ServeProcess serve = await ServeProcess.StartAsync(Record(Scripts.Hello));

        using HttpResponseMessage response = await PostAsync(serve, body);

        Assert.Equal((HttpStatusCode.OK, contentType), (response.StatusCode, response.Content.Headers.ContentType?.MediaType));
        Assert.Equal("req_replay_1", Assert.Single(response.Headers.GetValues("request-id")));
        if (contentType == "application/json")
        {
            JsonElement message = JsonElement.Parse(await response.Content.ReadAsStringAsync());
            Assert.Equal("Hello", message.GetProperty("content")[0].GetProperty("text").GetString());
            Assert.Equal("end_turn", message.GetProperty("stop_reason").GetString());
        }
    }

    public static TheoryData<ResponseScript, int, string> Failures => new()
    {
        { new MessageScript().Text("Hel").Error("overloaded_error", "Overloaded").ToScript(), 529, "overloaded_error" },
        { ResponseScript.FromBytes(Scripts.Hello.Body[..Scripts.Hello.OffsetAfter(Scripts.EventsUntilHel)]), 500, "has no complete message" },
    };

    [Theory]
    [MemberData(nameof(Failures), DisableDiscoveryEnumeration = true)]
    public async Task Serve_RecordingOfAFailure_IsAnErrorIfItIsNotStreamed(ResponseScript recording, int status, string reason)
    {
        using ServeProcess serve = await ServeProcess.StartAsync(Record(recording));

        using HttpResponseMessage response = await PostAsync(serve, "{}");

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Contains(reason, await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Serve_Status_AnswersWithThatError()
    {
        using ServeProcess serve = await ServeProcess.StartAsync("--status", "529");

        CliResult result = await CliProcess.RunAsync("ask", "Hi", "--retries", "0", "--base-url", serve.Address.AbsoluteUri);

        Assert.Equal(3, result.ExitCode);
        Assert.Equal("claude-aot: overloaded_error (529): This server answers every request with status 529. (request req_replay_1)", Assert.Single(result.ErrorLines));
    }

    [Fact]
    public async Task Serve_Verbose_WritesALinePerRequestWithoutTheKey()
    {
        CtrlC.SkipWhereDeaf();
        using ServeProcess serve = await ServeProcess.StartAsync(Record(Scripts.Hello), "--verbose");
        using CliProcess ask = CliProcess.StartWith(
            [("ANTHROPIC_API_KEY", "key-1"), ("ANTHROPIC_BASE_URL", serve.Address.AbsoluteUri)], "ask", "Hi");
        Assert.Equal(0, (await ask.FinishAsync()).ExitCode);
        using HttpResponseMessage response = await PostAsync(serve, "{}");

        await serve.Process.InterruptAsync();
        CliResult result = await serve.Process.FinishAsync();

        Assert.Matches(@"^claude-aot: POST /v1/messages \(\d+ bytes, HTTP/1\.1\): 200 answer\.sse, streamed, req_replay_1$", result.ErrorLines[0]);
        Assert.Equal("claude-aot: POST /v1/messages (2 bytes, HTTP/1.1): 200 answer.sse, not streamed, req_replay_2", result.ErrorLines[1]);
        Assert.DoesNotContain("key-1", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("serve", ".", "--status", "529")]
    [InlineData("serve", "--status", "200")]
    public async Task Serve_WrongStatus_ExitsWith2(params string[] arguments) => (await CliProcess.RunAsync(arguments)).AssertWrongUsage();

    private string Record(ResponseScript script)
    {
        string path = _folder.PathOf("answer.sse");
        File.WriteAllBytes(path, script.Body.ToArray());
        return path;
    }

    private static async Task<HttpResponseMessage> PostAsync(ServeProcess serve, string body)
    {
        using var http = new HttpClient();
        using var content = new StringContent(body);
        return await http.PostAsync(new Uri(serve.Address, "v1/messages"), content);
    }
}
