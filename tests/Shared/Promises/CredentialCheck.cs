using Claude.Aot.Testing;
using Claude.Aot.Tests.Shared.Http;

namespace Claude.Aot.Tests.Shared.Promises;

/// <summary>Checks credentials that a provider supplies: when it is called, for whom, and what happens if it fails.</summary>
internal static class CredentialCheck
{
    private const string ProviderSecret = "vault-s3cret-0123456789";

    private static readonly ResponseScript s_rejected = ResponseScript.Error(401, "authentication_error", "invalid bearer token");

    public static IEnumerable<(string Name, Func<Task> Run)> Cases()
    {
        yield return ("a credential without an end is asked for once", Credential_WithoutEnd_IsAskedForOnce);
        yield return ("a credential is replaced a minute before it expires", Credential_AMinuteBeforeItsEnd_IsReplaced);
        yield return ("calls at the same time share one call of the provider", Calls_AtTheSameTime_ShareOneCallOfTheProvider);
        yield return ("a canceled call leaves the provider to the others", CanceledCall_LeavesTheProviderToTheOthers);
        yield return ("the last canceled call cancels the provider", LastCanceledCall_CancelsTheProvider);
        yield return ("a provider that hangs ends in a timeout", Provider_ThatHangs_EndsInATimeout);
        yield return ("a rejected credential is replaced once", RejectedCredential_IsReplacedOnce);
        yield return ("a second rejection is thrown", SecondRejection_IsThrown);
        yield return ("the same credential is not sent again", SameCredential_IsNotSentAgain);
        yield return ("a credential that another call replaced is not asked for again", ReplacedCredential_IsNotAskedForAgain);
        yield return ("a resumption asks for a credential", Resumption_AsksForACredential);
        yield return ("a batch is repeated after a rejection if its requests can be read again", Batch_IsRepeatedAfterARejection);
        yield return ("a failure of the provider does not show its secret", ProviderFailure_DoesNotShowItsSecret);
        yield return ("a failure of the provider is not cached", ProviderFailure_IsNotCached);
        yield return ("a key of a provider is sent as a key", KeyOfAProvider_IsSentAsAKey);
    }

    private static async Task Credential_WithoutEnd_IsAskedForOnce()
    {
        int asked = 0;
        var handler = new ScriptedHandler(Scripts.Hello);
        using ClaudeClient client = Create(handler, _ => new(ClaudeCredential.Bearer($"token-{++asked}")));

        await client.AskAsync();
        await client.AskAsync();

        Check.Equal(1, asked);
        Check.SequenceEqual(["Bearer token-1", "Bearer token-1"], Sent(handler));
    }

    private static async Task Credential_AMinuteBeforeItsEnd_IsReplaced()
    {
        int asked = 0;
        var time = new ManualTime();
        var handler = new ScriptedHandler(Scripts.Hello);
        using ClaudeClient client = Create(handler, _ => new(ClaudeCredential.Bearer($"token-{++asked}", time.GetUtcNow().AddHours(1))), time);

        await client.AskAsync();
        time.Advance(TimeSpan.FromMinutes(59) - TimeSpan.FromTicks(1));
        await client.AskAsync();
        time.Advance(TimeSpan.FromTicks(1));
        await client.AskAsync();

        Check.SequenceEqual(["Bearer token-1", "Bearer token-1", "Bearer token-2"], Sent(handler));
    }

    private static async Task Calls_AtTheSameTime_ShareOneCallOfTheProvider()
    {
        var provider = new HeldProvider();
        var handler = new ScriptedHandler(Scripts.Hello);
        using ClaudeClient client = Create(handler, provider.GetAsync);

        Task<string>[] calls = [.. Enumerable.Range(0, 10).Select(_ => client.AskAsync())];
        Check.Equal(1, provider.Calls.Count);
        provider.Calls[0].SetResult(ClaudeCredential.Bearer("token"));
        await Task.WhenAll(calls).Promptly();

        Check.Equal(1, provider.Calls.Count);
        Check.Equal(10, Sent(handler).Length);
    }

    private static async Task CanceledCall_LeavesTheProviderToTheOthers()
    {
        var provider = new HeldProvider();
        using ClaudeClient client = Create(new ScriptedHandler(Scripts.Hello), provider.GetAsync);
        using var stop = new CancellationTokenSource();
        Task<MessageStream> first = client.Messages.StreamAsync(TestClient.Hello, cancellationToken: stop.Token);
        Task<string> second = client.AskAsync();

        await stop.CancelAsync();
        await Check.ThrowsAsync<ClaudeCanceledException>(() => first.Promptly());
        Check.That(!provider.Tokens[0].IsCancellationRequested);
        provider.Calls[0].SetResult(ClaudeCredential.Bearer("token"));

        Check.Equal("Hello", await second.Promptly());
        Check.Equal(1, provider.Calls.Count);
    }

    private static async Task LastCanceledCall_CancelsTheProvider()
    {
        var provider = new HeldProvider();
        var handler = new ScriptedHandler(Scripts.Hello);
        using ClaudeClient client = Create(handler, provider.GetAsync);
        using var stop = new CancellationTokenSource();
        Task<MessageStream> first = client.Messages.StreamAsync(TestClient.Hello, cancellationToken: stop.Token);

        await stop.CancelAsync();
        await Check.ThrowsAsync<ClaudeCanceledException>(() => first.Promptly());
        Check.That(provider.Tokens[0].IsCancellationRequested);

        Task<string> second = client.AskAsync();
        provider.Calls[1].SetResult(ClaudeCredential.Bearer("second"));
        await second.Promptly();
        // The provider ignored its token, and ends only now. Nobody waits for this credential, and it is not cached.
        provider.Calls[0].SetResult(ClaudeCredential.Bearer("first"));
        await client.AskAsync();

        Check.SequenceEqual(["Bearer second", "Bearer second"], Sent(handler));
    }

    private static async Task Provider_ThatHangs_EndsInATimeout()
    {
        var provider = new HeldProvider();
        var time = new ManualTime();
        using ClaudeClient client = Create(new ScriptedHandler(Scripts.Hello), provider.GetAsync, time);
        Task<string> call = client.AskAsync();

        time.Advance(TimeSpan.FromMinutes(10));

        Check.Equal(ClaudeTimeoutKind.FirstEvent, (await Check.ThrowsAsync<ClaudeTimeoutException>(() => call.Promptly())).Kind);
    }

    private static async Task RejectedCredential_IsReplacedOnce()
    {
        int asked = 0;
        List<ClaudeDiagnostic> diagnostics = [];
        var handler = new ScriptedHandler(s_rejected, Scripts.Hello);
        using ClaudeClient client = Create(handler, _ => new(ClaudeCredential.Bearer($"token-{++asked}")), configure: options =>
        {
            options.MaxRetries = 0;
            options.OnDiagnostic = diagnostics.Add;
        });

        Check.Equal("Hello", await client.AskAsync());

        Check.SequenceEqual(["Bearer token-1", "Bearer token-2"], Sent(handler));
        ClaudeDiagnostic retry = Check.Single(diagnostics);
        Check.Equal(ClaudeDiagnosticKind.Retry, retry.Kind);
        Check.Equal(401, Check.Is<ClaudeApiException>(retry.Failure).Status);
        Check.Equal(TimeSpan.Zero, retry.Delay);
    }

    private static async Task SecondRejection_IsThrown()
    {
        int asked = 0;
        var handler = new ScriptedHandler(s_rejected);
        using ClaudeClient client = Create(handler, _ => new(ClaudeCredential.Bearer($"token-{++asked}")));

        ClaudeApiException e = await client.FailAsync<ClaudeApiException>();

        Check.Equal(401, e.Status);
        Check.SequenceEqual(["Bearer token-1", "Bearer token-2"], Sent(handler));
    }

    private static async Task SameCredential_IsNotSentAgain()
    {
        int asked = 0;
        var handler = new ScriptedHandler(s_rejected);
        using ClaudeClient client = Create(handler, _ =>
        {
            asked++;
            return new(ClaudeCredential.Bearer("token"));
        });

        ClaudeApiException e = await client.FailAsync<ClaudeApiException>();

        Check.Equal(401, e.Status);
        Check.Equal(2, asked);
        Check.SequenceEqual(["Bearer token"], Sent(handler));
    }

    private static async Task ReplacedCredential_IsNotAskedForAgain()
    {
        int asked = 0;
        ScriptGate gate = new();
        var handler = new ScriptedHandler(exchange => exchange.Headers["Authorization"] == "Bearer token-1"
            ? exchange.BodyText.Contains("late", StringComparison.Ordinal) ? s_rejected.HoldAt(gate) : s_rejected
            : Scripts.Hello);
        using ClaudeClient client = Create(handler, _ => new(ClaudeCredential.Bearer($"token-{++asked}")));
        Task<string> late = client.AskAsync(TestClient.Hello with { Messages = ["late"] });
        await gate.Reached.Promptly();
        await client.AskAsync();

        gate.Release();
        await late.Promptly();

        Check.Equal(2, asked);
    }

    private static async Task Resumption_AsksForACredential()
    {
        int asked = 0;
        var time = new ManualTime();
        var handler = new ScriptedHandler(Scripts.Hello.AbortAfter(Scripts.EventsUntilHel), Scripts.Hello);
        using ClaudeClient client = Create(
            handler, _ => new(ClaudeCredential.Bearer($"token-{++asked}", time.GetUtcNow())), time, options => options.MaxResumptions = 1);

        await client.AskAsync();

        Check.SequenceEqual(["Bearer token-1", "Bearer token-2"], Sent(handler));
    }

    private static async Task Batch_IsRepeatedAfterARejection()
    {
        MessageBatchRequest[] requests = [new("a", TestClient.Hello)];
        foreach (IEnumerable<MessageBatchRequest> source in (IEnumerable<MessageBatchRequest>[])[requests, requests.Where(_ => true)])
        {
            int asked = 0;
            var handler = new ScriptedHandler(s_rejected, ResponseScript.Json("""{"id":"msgbatch_1","type":"message_batch"}"""));
            using ClaudeClient client = Create(handler, _ => new(ClaudeCredential.Bearer($"token-{++asked}")));
            if (source is MessageBatchRequest[])
            {
                Check.Equal("msgbatch_1", (await client.Messages.Batches.CreateAsync(source)).Id);
                Check.Equal(2, Sent(handler).Length);
            }
            else
            {
                await Check.ThrowsAsync<ClaudeApiException>(() => client.Messages.Batches.CreateAsync(source));
                Check.Equal(1, Sent(handler).Length);
            }
        }
    }

    private static async Task ProviderFailure_DoesNotShowItsSecret()
    {
        var failure = new InvalidOperationException($"vault refused {ProviderSecret}");
        foreach (Func<CancellationToken, ValueTask<ClaudeCredential>> provider in (Func<CancellationToken, ValueTask<ClaudeCredential>>[])
            [_ => throw failure, _ => ValueTask.FromException<ClaudeCredential>(failure)])
        {
            var handler = new ScriptedHandler(Scripts.Hello);
            using ClaudeClient client = Create(handler, provider);

            ClaudeConfigurationException e = await client.FailAsync<ClaudeConfigurationException>();

            SecretCheck.VerifySilent(e, ProviderSecret);
            Check.That(ReferenceEquals(failure, e.ProviderException));
            Check.Equal(nameof(ClaudeClientOptions.CredentialProvider), e.Option);
            Check.Contains("System.InvalidOperationException", e.Message);
            Check.Equal(0, handler.Log.All.Count);
        }

        using ClaudeClient none = Create(new ScriptedHandler(Scripts.Hello), _ => new((ClaudeCredential)null!));
        Check.Contains("returned null", (await none.FailAsync<ClaudeConfigurationException>()).Message);
        using ClaudeClient empty = Create(new ScriptedHandler(Scripts.Hello), _ => new(ClaudeCredential.Bearer("")));
        Check.Contains("is empty", (await empty.FailAsync<ClaudeConfigurationException>()).Message);
        // A cancellation that is not the caller's is a failure of the provider.
        using ClaudeClient canceled = Create(new ScriptedHandler(Scripts.Hello), _ => throw new TaskCanceledException());
        Check.Is<TaskCanceledException>((await canceled.FailAsync<ClaudeConfigurationException>()).ProviderException);
    }

    private static async Task ProviderFailure_IsNotCached()
    {
        int asked = 0;
        using ClaudeClient client = Create(
            new ScriptedHandler(Scripts.Hello), _ => ++asked == 1 ? throw new IOException() : new(ClaudeCredential.Bearer("token")));

        await client.FailAsync<ClaudeConfigurationException>();

        Check.Equal("Hello", await client.AskAsync());
    }

    private static async Task KeyOfAProvider_IsSentAsAKey()
    {
        foreach ((string version, string header, string expected) in ((string, string, string)[])
            [(ClaudeApiVersion.V20230601, "x-api-key", "key-1"), (ClaudeApiVersion.V20261021, "Authorization", "Bearer key-1")])
        {
            var handler = new ScriptedHandler(Scripts.Hello);
            using ClaudeClient client = Create(handler, _ => new(ClaudeCredential.ApiKey("key-1")), configure: options => options.ApiVersion = version);

            await client.AskAsync();

            Check.Equal(expected, handler.Log.All[0].Headers[header]);
        }
    }

    private static ClaudeClient Create(
        ScriptedHandler handler,
        Func<CancellationToken, ValueTask<ClaudeCredential>> provider,
        TimeProvider? time = null,
        Action<ClaudeClientOptions>? configure = null) => TestClient.Of(handler, options =>
        {
            options.ApiKey = null;
            options.CredentialProvider = provider;
            options.TimeProvider = time ?? options.TimeProvider;
            configure?.Invoke(options);
        });

    private static string[] Sent(ScriptedHandler handler) => [.. handler.Log.All.Select(exchange => exchange.Headers["Authorization"])];

    /// <summary>A provider whose calls end when the test says so.</summary>
    private sealed class HeldProvider
    {
        public List<TaskCompletionSource<ClaudeCredential>> Calls { get; } = [];

        public List<CancellationToken> Tokens { get; } = [];

        public ValueTask<ClaudeCredential> GetAsync(CancellationToken cancellationToken)
        {
            // Its continuations run at once, so that the client has seen the result when the test goes on.
            var call = new TaskCompletionSource<ClaudeCredential>();
            Calls.Add(call);
            Tokens.Add(cancellationToken);
            return new ValueTask<ClaudeCredential>(call.Task);
        }
    }
}
