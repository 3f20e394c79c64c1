using System.Text;
using Claude.Aot.Testing;
using Claude.Aot.Tests.Cli;
using Claude.Aot.Tests.Endpoints.Support;
using Claude.Aot.Tests.Http.Support;
using Claude.Aot.Tests.Infrastructure;
using Claude.Aot.Tests.Shared.Http;
using Claude.Aot.Tests.Shared.Promises;

namespace Claude.Aot.Tests.Http;

/// <summary>No string that the library can produce holds the key, whatever goes wrong.</summary>
public sealed class SecretTests
{
    public static TheoryData<string> Checks => SecretCheck.Cases().Names();

    [Theory]
    [MemberData(nameof(Checks))]
    public Task Key_StaysSecret(string check) => SecretCheck.Cases().RunAsync(check);

    public static TheoryData<string> Failures => [.. SecretCheck.Failures.Select(static failure => failure.What)];

    /// <summary>What the native program can ask for by name only is looked at whole here.</summary>
    [Theory]
    [MemberData(nameof(Failures))]
    public async Task Exception_OfAnyKind_HasNoPropertyWithTheKey(string what)
    {
        string shown = TestClient.Key[..^8];
        Exception exception = await SecretCheck.FailAsync(FailureOf(what), ClaudeApiVersion.V20230601);

        for (Exception? e = exception; e is not null; e = e.InnerException)
        {
            Assert.All(
                e.GetType().GetProperties().Where(static property => property.GetIndexParameters().Length == 0),
                property => Assert.DoesNotContain(shown, $"{property.Name} {Show(property.GetValue(e))}", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Results_PageInTheirPlace_DoesNotRepeatTheKey()
    {
        await using BatchApi api = await BatchApi.StartAsync();
        string id = api.Add("a");
        api.ResultAnswers.Enqueue(_ => ResponseScript.Answer(403, "text/html", $"<html>{TestClient.Key}"));
        using ClaudeClient client = TestClient.Of(api.Address, options => options.MaxRetries = 0);

        SecretCheck.VerifySilent(await Assert.ThrowsAsync<ClaudeApiException>(() => client.Messages.Batches.GetResultsAsync(id).ToListAsync().AsTask()));
    }

    [Theory]
    [InlineData($"{TestClient.Key} 200 OK\r\n\r\n")]
    [InlineData($"HTTP/1.1 200 OK\r\n{TestClient.Key}\r\n\r\n")]
    public async Task Head_ThatIsNoHttp_DoesNotRepeatTheKey(string head)
    {
        using var server = new ByHandServer();
        using ClaudeClient client = TestClient.Of(server.Address, options => options.MaxRetries = 0);
        Task answering = server.AnswerAsync(head);

        ClaudeTransportException e = await client.FailAsync<ClaudeTransportException>();

        await answering.Promptly();
        SecretCheck.VerifySilent(e);
        Assert.Contains("[redacted]", e.InnerException!.Message, StringComparison.Ordinal);
    }

    /// <summary>.NET quotes framing that it does not understand.</summary>
    [Theory]
    [MemberData(nameof(BrokenFramings))]
    public async Task Stream_WhoseFramingIsBroken_DoesNotRepeatTheKey(string framing)
    {
        using var server = new ByHandServer();
        using ClaudeClient client = TestClient.Of(server.Address, options => options.MaxRetries = 0);
        var hasText = new TaskCompletionSource();
        Task answering = server.AnswerAsync(Unfinished(Scripts.Hello, Scripts.EventsUntilHel), hasText.Task, framing);
        await using MessageStream stream = await client.Messages.StreamAsync(TestClient.Hello).Promptly();

        ClaudeTransportException e = await Assert.ThrowsAsync<ClaudeTransportException>(async () =>
        {
            await foreach (string _ in stream.ReadTextAsync())
            {
                hasText.SetResult();
            }
        });

        await answering.Promptly();
        Assert.Equal("Hel", e.Partial?.Text);
        AssertRedacted(e);
    }

    [Theory]
    [MemberData(nameof(BrokenFramings))]
    public async Task FirstEvent_WhoseFramingIsBroken_DoesNotRepeatTheKey(string framing)
    {
        using var server = new ByHandServer();
        using ClaudeClient client = TestClient.Of(server.Address, options => options.MaxRetries = 0);
        Task answering = server.AnswerAsync(Unfinished(Scripts.Hello, events: 1) + framing);

        ClaudeTransportException e = await client.FailAsync<ClaudeTransportException>();

        await answering.Promptly();
        AssertRedacted(e);
    }

    [Theory]
    [MemberData(nameof(BrokenFramings))]
    public async Task Body_WhoseFramingIsBroken_DoesNotRepeatTheKey(string framing)
    {
        using var server = new ByHandServer();
        using ClaudeClient client = TestClient.Of(server.Address, options => options.MaxRetries = 0);
        Task answering = server.AnswerAsync(Unfinished(ResponseScript.Json("{}"), events: 1) + framing);

        ClaudeTransportException e = await Assert.ThrowsAsync<ClaudeTransportException>(() => client.Messages.CreateAsync(TestClient.Hello));

        await answering.Promptly();
        AssertRedacted(e);
    }

    [Theory]
    [MemberData(nameof(BrokenFramings))]
    public async Task ConsoleApp_StreamWhoseFramingIsBroken_DoesNotShowTheKey(string framing)
    {
        using var server = new ByHandServer();
        Task answering = server.AnswerAsync(Unfinished(Scripts.Hello, Scripts.EventsUntilHel) + framing);

        CliResult result = await AskAsync(server.Address);

        await answering.Promptly();
        Assert.Equal(4, result.ExitCode);
        AssertRedacted(result);
    }

    /// <summary>What may follow a chunk: a size that is none, bytes where its end should be, a trailer that is none.</summary>
    public static TheoryData<string> BrokenFramings => [$"{TestClient.Key}\r\n", $"1\r\nx{TestClient.Key}\r\n", $"0\r\n{TestClient.Key}\r\n\r\n"];

    [Theory]
    [InlineData("key in an error")]
    [InlineData("key in a page")]
    [InlineData("key in a page under 200")]
    [InlineData("key in an error event")]
    public async Task ConsoleApp_FailureThatRepeatsTheKey_DoesNotShowIt(string what)
    {
        await using ReplayServer server = await ReplayServer.StartAsync(FailureOf(what));

        CliResult result = await AskAsync(server.Address);

        Assert.InRange(result.ExitCode, 3, 4);
        AssertRedacted(result);
    }

    private static async Task<CliResult> AskAsync(Uri address)
    {
        using CliProcess process = CliProcess.StartWith([("ANTHROPIC_API_KEY", TestClient.Key)], "ask", "Hi", "--retries", "0", "--base-url", address.AbsoluteUri);
        process.CloseInput();
        return await process.FinishAsync();
    }

    private static void AssertRedacted(CliResult result)
    {
        Assert.All(SecretCheck.FormsOf(TestClient.Key), form => Assert.DoesNotContain(form, result.Error + result.Text, StringComparison.Ordinal));
        Assert.Contains("[redacted]", result.Error, StringComparison.Ordinal);
    }

    private static void AssertRedacted(ClaudeTransportException e)
    {
        Assert.Equal(ClaudeTransportErrorKind.ConnectionError, e.Kind);
        SecretCheck.VerifySilent(e);
        Assert.Contains("[redacted]", e.GetBaseException().Message, StringComparison.Ordinal);
    }

    /// <summary>A response that is well framed up to where so many of its events have come.</summary>
    private static string Unfinished(ResponseScript script, int events)
    {
        string response = ByHandServer.Chunked(script.Body.Span[..script.OffsetAfter(events)], int.MaxValue).Replace("text/event-stream", script.ContentType, StringComparison.Ordinal);
        return response[..response.LastIndexOf("0\r\nx-trailer", StringComparison.Ordinal)];
    }

    private static ResponseScript FailureOf(string what) => SecretCheck.Failures.Single(failure => failure.What == what).Answer;

    private static string Show(object? value) => value is ReadOnlyMemory<byte> bytes ? Encoding.UTF8.GetString(bytes.Span) : $"{value}";
}
