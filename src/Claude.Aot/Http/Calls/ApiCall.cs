using System.Runtime.ExceptionServices;
using Claude.Aot.Diagnostics;
using Claude.Aot.Errors;
using Claude.Aot.Streaming;
using Claude.Aot.Telemetry;

namespace Claude.Aot.Http;

/// <summary>A call of the API: sends the request, and retries it after transient failures, until there is a result.</summary>
/// <typeparam name="T">The type of the result.</typeparam>
internal abstract class ApiCall<T>(ApiConnection connection, RequestSettings settings, ApiRequest request, CancellationToken cancellationToken)
{
    private readonly TimeProvider _time = connection.Options.TimeProvider;

    // The exception of the caller's callback, if it ended the attempt.
    private Exception? _callbackFailure;

    // The client's credential that the last attempt used, and the error by which the API rejected it, if the request is being repeated for that reason.
    private ClaudeCredential? _credential;
    private ClaudeApiException? _rejection;
    private bool _wasRejected;

    public RequestSettings Settings => settings;

    protected ApiConnection Connection => connection;

    protected ApiRequest Request => request;

    protected CancellationToken CancellationToken => cancellationToken;

    private bool CanReplaceCredential => !_wasRejected && settings.Credential is null && connection.Credentials.CanReplace;

    /// <summary>Whether the last attempt got a successful response. A failure after that is a failure to read the body.</summary>
    protected bool HasAnswered { get; private set; }

    /// <summary>An exception thrown by the caller's code, which reaches the caller unchanged; null if there was none.</summary>
    protected virtual Exception? CallerFailure => null;

    /// <summary>Creates a clock for this call, linked to the caller's token and to the total timeout.</summary>
    public StreamClock CreateClock(CancellationToken total) =>
        new(_time, settings.Timeouts, connection.Endpoint.Host, total, cancellationToken) { OnDiagnostic = settings.OnDiagnostic };

    /// <summary>Runs the call, and releases the body of the request at the end. A call runs once.</summary>
    /// <param name="delay">The time to wait before the first attempt.</param>
    public async Task<T> RunAsync(TimeSpan delay = default)
    {
        CancellationTokenSource? total = null;
        try
        {
            // If the result continues to read the body, it keeps using this source after the call, because the total timeout includes that time.
            total = new CancellationTokenSource(settings.Timeouts.Total, _time);
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
                catch (ClaudeApiException e) when (e.Status == 401 && CanReplaceCredential && MayRepeatAfter(e))
                {
                    // This repetition is not counted as a retry: the next attempt uses another credential, or throws this exception.
                    _rejection = e;
                    _wasRejected = true;
                    attempt--;
                }
                catch (Exception e) when (attempt < settings.MaxRetries
                    && RetryPolicy.IsTransient(e)
                    && RetryPolicy.IsDelayWithin(e, connection.Options.MaxRetryDelay)
                    && MayRepeatAfter(e))
                {
                    TimeSpan pause = DelayAfter(e, attempt);
                    ReportRetry(e, attempt + 1, pause);
                    await DelayAsync(pause, total.Token).ConfigureAwait(false);
                }
            }
        }
        catch
        {
            total?.Dispose();
            throw;
        }
        finally
        {
            request.Body?.Release();
        }
    }

    /// <summary>Returns whether the request can safely be repeated. Called only for transient failures, and for a rejected credential.</summary>
    protected abstract bool MayRepeatAfter(Exception failure);

    /// <summary>Reads the result, as far as the call waits for it.</summary>
    /// <param name="body">The body.</param>
    /// <param name="response">The status and headers of the response.</param>
    /// <param name="clock">The clock of the attempt.</param>
    /// <param name="owner">The owner of the request and the response.</param>
    /// <param name="total">The timeout of the whole call. If this method returns a result, the result disposes <paramref name="clock"/>,
    /// <paramref name="owner"/> and <paramref name="total"/>; otherwise the call does.</param>
    protected abstract ValueTask<T> ReceiveAsync(PeekedBody body, ClaudeResponse response, StreamClock clock, StreamOwner owner, CancellationTokenSource total);

    protected TimeSpan DelayAfter(Exception failure, int attempt) =>
        RetryPolicy.DelayAfter(failure, attempt, connection.Options.MaxRetryDelay, Random.Shared.NextDouble());

    protected virtual HttpContent? CreateContent(StreamClock clock) =>
        request.Body is { } body ? new RequestContent(body, isOwnTransport: connection.Options.HttpHandler is null) : null;

    private async Task<T> AttemptAsync(CancellationTokenSource total)
    {
        StreamClock clock = CreateClock(total.Token);
        var owner = new StreamOwner();
        HasAnswered = false;
        try
        {
            clock.Token.ThrowIfCancellationRequested();
            ClaudeCredential credential = settings.Credential ?? await GetCredentialAsync(clock).ConfigureAwait(false);
            owner.Request = CreateRequest(clock, credential);
            clock.StartFirstEvent();
            HttpResponseMessage response = owner.Response = await SendAsync(owner.Request, clock).ConfigureAwait(false);
            ClaudeResponse info = await ResponseGuard
                .VerifyAsync(response, owner.Request, connection.Endpoint, clock, settings.Timeouts.ErrorBody)
                .ConfigureAwait(false);
            HasAnswered = true;
            CallCounters.NoteResponse(info);
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
            // Keeps the stack trace: the exception may come from the caller's callback, or from the sequence of a batch's requests.
            ExceptionDispatchInfo.Throw(failure);
            throw;
        }
    }

    /// <summary>Creates the exception for a successful response whose body is not of the expected kind.</summary>
    protected ValueTask<ClaudeException> ExplainAsync(PeekedBody body, ClaudeResponse response, StreamClock clock) =>
        ResponseGuard.ExplainAsync(body, response, request.Expected, clock, settings.Timeouts.ErrorBody);

    protected DiagnosticSink CreateDiagnostics() =>
        new(settings.OnDiagnostic is { } callback ? diagnostic => Notify(callback, diagnostic) : null, settings.IsStrict);

    /// <summary>
    /// Invokes a callback of the caller. Its exceptions reach the caller unchanged: an <see cref="OperationCanceledException"/> from it does not mean that
    /// this call was canceled.
    /// </summary>
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

    private void ReportRetry(Exception failure, int attempt, TimeSpan delay)
    {
        CallCounters.CountRetry(failure, connection.Endpoint.Host, attempt);
        if (settings.OnDiagnostic is { } callback)
        {
            Notify(callback, new ClaudeDiagnostic(ClaudeDiagnosticKind.Retry, 0) { Failure = failure as ClaudeException, Attempt = attempt, Delay = delay });
        }
    }

    /// <summary>Gets the client's credential. The timeout until the first event includes this, because a provider may wait for another server.</summary>
    private async ValueTask<ClaudeCredential> GetCredentialAsync(StreamClock clock)
    {
        clock.StartFirstEvent();
        ClaudeCredential? rejected = _rejection is null ? null : _credential;
        ClaudeCredential credential = await connection.Credentials.GetAsync(rejected, clock.Token).ConfigureAwait(false);
        if (_rejection is { } rejection)
        {
            if (credential.HasSameSecret(rejected!))
            {
                ExceptionDispatchInfo.Throw(rejection);
            }

            _rejection = null;
            ReportRetry(rejection, 1, TimeSpan.Zero);
        }

        _credential = credential;
        return credential;
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage message, StreamClock clock)
    {
        using var limit = new LinkedTimeout(clock, settings.Timeouts.Headers);
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
        catch (Exception e) when (ClaudeTransportException.IsTransport(e))
        {
            Exception cause = response.CreateRedactor().Redact(e);
            throw clock.ToException(null, cause) ?? ClaudeTransportException.Transport(cause);
        }
    }

    private HttpRequestMessage CreateRequest(StreamClock clock, ClaudeCredential credential)
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
        RequestHeaders.Apply(message.Headers, settings, request.Expected, credential);
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

        // .NET quotes invalid response headers, which may contain anything, and the address of a proxy with its user and password.
        Exception cause = request is null ? e : new SecretRedactor(request).Redact(e);
        return e switch
        {
            // An aborted request may surface as a transport failure; the reason for the abort takes precedence.
            _ when clock.ToException(null, cause) is { } stop => stop,
            HttpRequestException { InnerException: ClaudeTimeoutException timeout } => timeout,
            HttpRequestException when request is not null && ConnectClock.Of(request)?.ToException(cause) is { } timeout => timeout,
            OperationCanceledException => new ClaudeTransportException(
                ClaudeTransportErrorKind.ConnectionError,
                "The handler canceled the request, although the caller did not. InnerException has the cause.",
                null,
                cause),
            _ => new ClaudeTransportException(
                ClaudeTransportErrorKind.ConnectionError,
                "The request could not be sent, or its response could not be read. InnerException has the cause.",
                null,
                cause),
        };
    }
}
