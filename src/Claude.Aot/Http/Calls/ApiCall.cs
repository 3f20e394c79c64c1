using System.Net.Http.Headers;
using System.Runtime.ExceptionServices;
using Claude.Aot.Diagnostics;
using Claude.Aot.Errors;
using Claude.Aot.Streaming;

namespace Claude.Aot.Http;

/// <summary>One call of the API: sends the request, again where a failure may pass, until there is a result.</summary>
/// <typeparam name="T">The result.</typeparam>
internal abstract class ApiCall<T>(ApiConnection connection, RequestSettings settings, ApiRequest request, CancellationToken cancellationToken)
{
    private readonly TimeProvider _time = connection.Options.TimeProvider;

    // What the caller's own callback threw, if that ended the attempt.
    private Exception? _callbackFailure;

    public RequestSettings Settings => settings;

    protected ApiConnection Connection => connection;

    protected ApiRequest Request => request;

    protected CancellationToken CancellationToken => cancellationToken;

    /// <summary>Whether the last attempt was answered with success, so that a failure after it is one of reading.</summary>
    protected bool HasAnswered { get; private set; }

    /// <summary>An exception of the caller's own code, which comes out as it is; null if there was none.</summary>
    protected virtual Exception? CallerFailure => null;

    /// <summary>A clock of this call: it knows the caller's cancellation and the limit of the whole.</summary>
    public StreamClock CreateClock(CancellationToken total) => new(_time, settings.Timeouts, connection.Endpoint.Host, total, cancellationToken);

    /// <param name="delay">How long to wait before the first attempt.</param>
    public async Task<T> RunAsync(TimeSpan delay = default)
    {
        // It outlives this call where the result goes on reading: the whole includes that.
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
                catch (Exception e) when (attempt < settings.MaxRetries && RetryPolicy.IsTransient(e) && RetryPolicy.IsDelayWithin(e, connection.Options.MaxRetryDelay) && MayRepeatAfter(e))
                {
                    ClaudeMetrics.CountRetry(e, connection.Endpoint.Host);
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

    /// <summary>Whether sending the same again is free of harm. What may not pass is not asked about.</summary>
    protected abstract bool MayRepeatAfter(Exception failure);

    /// <summary>Reads the result, as far as the call waits for it.</summary>
    /// <param name="body">The body.</param>
    /// <param name="response">What the response said before it.</param>
    /// <param name="clock">The clock of the attempt.</param>
    /// <param name="owner">What holds the response.</param>
    /// <param name="total">The limit of the whole call. Where there is a result, it is that which disposes all three; where there is none, the call does.</param>
    protected abstract ValueTask<T> ReceiveAsync(PeekedBody body, ClaudeResponse response, StreamClock clock, StreamOwner owner, CancellationTokenSource total);

    protected TimeSpan DelayAfter(Exception failure, int attempt) =>
        RetryPolicy.DelayAfter(failure, attempt, connection.Options.MaxRetryDelay, Random.Shared.NextDouble());

    protected virtual HttpContent? CreateContent(StreamClock clock)
    {
        if (request.Body is not { } body)
        {
            return null;
        }

        var content = new ReadOnlyMemoryContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return content;
    }

    private async Task<T> AttemptAsync(CancellationTokenSource total)
    {
        StreamClock clock = CreateClock(total.Token);
        var owner = new StreamOwner();
        HasAnswered = false;
        try
        {
            clock.Token.ThrowIfCancellationRequested();
            owner.Request = CreateRequest(clock);
            clock.StartFirstEvent();
            HttpResponseMessage response = owner.Response = await SendAsync(owner.Request, clock).ConfigureAwait(false);
            ClaudeResponse info = await ResponseGuard.VerifyAsync(response, owner.Request, connection.Endpoint, clock, settings.Timeouts.ErrorBody).ConfigureAwait(false);
            HasAnswered = true;
            if (settings.OnResponse is { } onResponse)
            {
                Notify(onResponse, info);
            }

            PeekedBody body = await PeekAsync(response.Content, info, clock).ConfigureAwait(false);
            return await ReceiveAsync(body, info, clock, owner, total).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            Exception failure = CallerFailure ?? _callbackFailure ?? Translate(e, clock, owner.Request);
            clock.Dispose();
            owner.Dispose();
            // With its own trace: it may come from the caller's callback, or from the sequence of a batch.
            ExceptionDispatchInfo.Throw(failure);
            throw;
        }
    }

    /// <summary>The exception for a body of success that is not what was asked for.</summary>
    protected ValueTask<ClaudeException> ExplainAsync(PeekedBody body, ClaudeResponse response, StreamClock clock) =>
        ResponseGuard.ExplainAsync(body, response, request.Expected, clock, settings.Timeouts.ErrorBody);

    protected DiagnosticSink CreateDiagnostics() =>
        new(settings.OnDiagnostic is { } callback ? diagnostic => Notify(callback, diagnostic) : null, settings.IsStrict);

    /// <summary>Calls the caller's code. What it throws comes out as it is: a cancellation of its own is not one of this call.</summary>
    private void Notify<TValue>(Action<TValue> callback, TValue value)
    {
        try
        {
            callback(value);
        }
        catch (Exception e)
        {
            _callbackFailure = e;
            throw;
        }
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage message, StreamClock clock)
    {
        using var limit = new PartLimit(clock, settings.Timeouts.Headers);
        try
        {
            return await connection.Transport.SendAsync(message, limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (limit.IsReached && !clock.IsStopped)
        {
            throw new ClaudeTimeoutException(ClaudeTimeoutKind.Headers, settings.Timeouts.Headers, null, e);
        }
    }

    private static async ValueTask<PeekedBody> PeekAsync(HttpContent content, ClaudeResponse response, StreamClock clock)
    {
        try
        {
            Stream body = await content.ReadAsStreamAsync(clock.Token).ConfigureAwait(false);
            return await PeekedBody.OpenAsync(body, clock.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (ClaudeStreamException.IsTransport(e))
        {
            Exception cause = response.CreateRedactor().Redact(e);
            throw clock.ToException(null, cause) ?? ClaudeStreamException.Transport(cause);
        }
    }

    private HttpRequestMessage CreateRequest(StreamClock clock)
    {
        bool isBetaPath = settings.Betas.Count > 0 && settings.ApiVersion == ClaudeApiVersion.V20230601;
        string[] query = isBetaPath ? ["beta=true", request.Query] : [request.Query];
        var message = new HttpRequestMessage(request.Method, connection.Endpoint.Resolve(request.Path, query))
        {
            Version = connection.Options.HttpVersion,
            VersionPolicy = connection.Options.HttpVersionPolicy,
            Content = CreateContent(clock),
        };
        ConnectClock.Set(message, _time, settings.Timeouts.Connect);
        RequestHeaders.Apply(message.Headers, settings, request.Expected, connection.Credentials);
        return message;
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

    private static Exception Translate(Exception e, StreamClock clock, HttpRequestMessage? request)
    {
        if (e is ClaudeException or ClaudeCanceledException || e is not (OperationCanceledException or HttpRequestException or IOException))
        {
            return e;
        }

        // .NET quotes a head that it does not understand, which may hold anything, and the address of a proxy with its user and password.
        Exception cause = request is null ? e : new SecretRedactor(request).Redact(e);
        return e switch
        {
            // Closing what is under way may surface as a failure of the transport: what counts is why it was closed.
            _ when clock.ToException(null, cause) is { } stop => stop,
            HttpRequestException { InnerException: ClaudeTimeoutException timeout } => timeout,
            HttpRequestException when request is not null && ConnectClock.Of(request)?.ToException(cause) is { } timeout => timeout,
            OperationCanceledException => new ClaudeStreamException(
                ClaudeStreamErrorKind.Transport, "The handler gave the request up, although the caller had not cancelled. InnerException has the cause.", null, cause),
            _ => new ClaudeStreamException(ClaudeStreamErrorKind.Transport, "The request could not be sent, or its response not be read. InnerException has the cause.", null, cause),
        };
    }
}
