using System.Net.Http.Headers;

namespace Claude.Aot;

/// <summary>One call for a stream: sends the request, again where a failure may pass, until the first event has arrived.</summary>
internal sealed class StreamCall(ClaudeClient client, RequestSettings settings, CancellationToken cancellationToken)
{
    private const string Path = "/v1/messages";

    private readonly TimeProvider _time = client.Options.TimeProvider;

    public RequestSettings Settings => settings;

    /// <summary>A clock of this call: it knows the caller's cancellation and the limit of the whole.</summary>
    public StreamClock CreateClock(CancellationToken total) => new(_time, settings.Timeouts, client.Endpoint, total, cancellationToken);

    /// <param name="delay">How long to wait before the first attempt.</param>
    public async Task<MessageStream> RunAsync(TimeSpan delay = default)
    {
        // It outlives this call where the stream does: the whole includes reading.
        var total = new CancellationTokenSource(settings.Timeouts.Total, _time);
        try
        {
            if (delay > TimeSpan.Zero)
            {
                await DelayAsync(delay, total.Token).ConfigureAwait(false);
            }

            for (int attempt = 0; ; attempt++)
            {
                try
                {
                    return await AttemptAsync(total).ConfigureAwait(false);
                }
                catch (Exception e) when (attempt < settings.MaxRetries && RetryPolicy.IsTransient(e))
                {
                    ClaudeMetrics.CountRetry(e, client.Endpoint);
                    settings.OnDiagnostic?.Invoke(new ClaudeDiagnostic(ClaudeDiagnosticKind.Retry, 0));
                    await DelayAsync(DelayAfter(e, attempt), total.Token).ConfigureAwait(false);
                }
            }
        }
        catch
        {
            total.Dispose();
            throw;
        }
    }

    /// <summary>Asks for the rest of a message that broke off.</summary>
    /// <param name="continuation">What of it is put before the model again.</param>
    /// <param name="failure">Why it broke off.</param>
    /// <param name="attempt">How often it was carried on before.</param>
    /// <param name="diagnostics">Where the stream reports deviations: each kind once for all its parts.</param>
    /// <param name="stop">Stops asking, and reading what comes of it.</param>
    public Task<MessageStream> ContinueAsync(Continuation continuation, Exception failure, int attempt, DiagnosticSink diagnostics, CancellationToken stop)
    {
        RawJson body = ContinuedRequest.Write(new RawJson(settings.Body), continuation);
        RequestSettings rest = settings.With(body, d =>
        {
            if (d.Kind == ClaudeDiagnosticKind.Retry)
            {
                settings.OnDiagnostic?.Invoke(d);
            }
            else
            {
                diagnostics.Report(d.Kind);
            }
        });
        return new StreamCall(client, rest, stop).RunAsync(DelayAfter(failure, attempt));
    }

    public void CountResumption(Exception failure) => ClaudeMetrics.CountResumption(failure, client.Endpoint);

    private TimeSpan DelayAfter(Exception failure, int attempt) =>
        RetryPolicy.DelayAfter(failure, attempt, client.Options.MaxRetryDelay, Random.Shared.NextDouble());

    private async Task<MessageStream> AttemptAsync(CancellationTokenSource total)
    {
        StreamClock clock = CreateClock(total.Token);
        var owner = new StreamOwner();
        StreamPump? pump = null;
        try
        {
            clock.Token.ThrowIfCancellationRequested();
            owner.Request = CreateRequest();
            clock.StartFirstEvent();
            HttpResponseMessage response = owner.Response = await client.Transport.SendAsync(owner.Request, clock.Token).ConfigureAwait(false);
            ClaudeResponse info = await ResponseGuard.VerifyAsync(response, client.Endpoint, clock).ConfigureAwait(false);
            Stream stream = await response.Content.ReadAsStreamAsync(clock.Token).ConfigureAwait(false);
            SseReader sse = SseReader.Create(stream, MessageStream.ToSseOptions(settings.Limits, leaveOpen: false));
            pump = new StreamPump(sse, settings.Limits, new DiagnosticSink(settings.OnDiagnostic, settings.IsStrict), clock, info, owner);
            await pump.WaitAsync(cancellationToken).ConfigureAwait(false);
            clock.EndFirstEvent();
            pump.Resumer = settings.CreateResumer?.Invoke(this, total);
            owner.Total = pump.Resumer is null ? total : null;

            return new MessageStream(pump);
        }
        catch (Exception e)
        {
            Exception failure = Translate(e, clock, owner.Request);
            if (pump is not null)
            {
                await pump.DisposeAsync().ConfigureAwait(false);
            }

            clock.Dispose();
            owner.Dispose();
            throw failure;
        }
    }

    private HttpRequestMessage CreateRequest()
    {
        bool isBetaPath = settings.Betas.Count > 0 && settings.ApiVersion == ClaudeApiVersion.V20230601;
        var request = new HttpRequestMessage(HttpMethod.Post, client.Endpoint.Resolve(Path, isBetaPath))
        {
            Version = client.Options.HttpVersion,
            VersionPolicy = client.Options.HttpVersionPolicy,
            Content = new ReadOnlyMemoryContent(settings.Body),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        ConnectClock.Set(request, _time, settings.Timeouts.Connect);
        RequestHeaders.Apply(request.Headers, settings, client.Credentials);
        return request;
    }

    private async Task DelayAsync(TimeSpan delay, CancellationToken total)
    {
        using StreamClock clock = CreateClock(total);
        try
        {
            await Task.Delay(delay, _time, clock.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (clock.ToException(null, e) is { } failure)
        {
            throw failure;
        }
    }

    private static Exception Translate(Exception e, StreamClock clock, HttpRequestMessage? request) => e switch
    {
        ClaudeException or ClaudeCanceledException => e,
        // Closing what is under way may surface as a failure of the transport: what counts is why it was closed.
        OperationCanceledException or HttpRequestException or IOException when clock.ToException(null, e) is { } stop => stop,
        HttpRequestException { InnerException: ClaudeTimeoutException timeout } => timeout,
        HttpRequestException when request is not null && ConnectClock.Of(request)?.ToException(e) is { } timeout => timeout,
        HttpRequestException or IOException => new ClaudeStreamException(
            ClaudeStreamErrorKind.Transport, "The request could not be sent, or its response not be read. InnerException has the cause.", null, e),
        OperationCanceledException => new ClaudeStreamException(
            ClaudeStreamErrorKind.Transport, "The handler gave the request up, although the caller had not cancelled. InnerException has the cause.", null, e),
        _ => e,
    };
}
