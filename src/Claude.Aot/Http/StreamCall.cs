using System.Net.Http.Headers;

namespace Claude.Aot;

/// <summary>One call for a stream: sends the request, again where a failure may pass, until the first event has arrived.</summary>
internal sealed class StreamCall(ClaudeClient client, RequestSettings settings, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
{
    private const string Path = "/v1/messages";

    private readonly TimeProvider _time = client.Options.TimeProvider;
    private StreamClock? _clock;
    private bool _isTotalOver;

    public async Task<MessageStream> RunAsync()
    {
        TimeSpan total = settings.Timeouts.Total;

        // It outlives this call where the stream does: the whole includes reading.
        ITimer? totalTimer = total == Timeout.InfiniteTimeSpan ? null : _time.CreateTimer(_ => EndTotal(total), null, total, Timeout.InfiniteTimeSpan);
        try
        {
            for (int attempt = 0; ; attempt++)
            {
                try
                {
                    return await AttemptAsync(totalTimer).ConfigureAwait(false);
                }
                catch (Exception e) when (attempt < settings.MaxRetries && !_isTotalOver && RetryPolicy.IsTransient(e))
                {
                    settings.OnDiagnostic?.Invoke(new ClaudeDiagnostic(ClaudeDiagnosticKind.Retry, 0));
                    await DelayAsync(RetryPolicy.DelayAfter(e, attempt, client.Options.MaxRetryDelay, Random.Shared.NextDouble()), total).ConfigureAwait(false);
                }
            }
        }
        catch
        {
            totalTimer?.Dispose();
            throw;
        }
    }

    private async Task<MessageStream> AttemptAsync(ITimer? totalTimer)
    {
        var clock = new StreamClock(_time, settings.Timeouts.Idle, cancellationToken);
        _clock = clock;
        HttpRequestMessage request = CreateRequest();
        HttpResponseMessage? response = null;
        try
        {
            clock.ArmFirstEvent(settings.Timeouts.FirstEvent);
            response = await client.Transport.SendAsync(request, clock.Token).ConfigureAwait(false);
            await ResponseGuard.VerifyAsync(response, client.Endpoint, _time, clock.Token).ConfigureAwait(false);
            Stream stream = await response.Content.ReadAsStreamAsync(clock.Token).ConfigureAwait(false);
            var pump = new StreamPump(
                SseReader.Create(stream, MessageStream.ToSseOptions(settings.Limits, leaveOpen: false)),
                settings.Limits,
                new DiagnosticSink(settings.OnDiagnostic),
                clock,
                new ClaudeResponse(response),
                new StreamOwner(request, response, totalTimer));
            await pump.WaitAsync(cancellationToken).ConfigureAwait(false);
            clock.Disarm();
            return new MessageStream(pump);
        }
        catch (Exception e)
        {
            clock.Dispose();
            response?.Dispose();
            request.Dispose();
            throw Translate(e, clock);
        }
    }

    private HttpRequestMessage CreateRequest()
    {
        var request = new HttpRequestMessage(HttpMethod.Post, client.Endpoint.Resolve(Path, settings.Betas.Count > 0 && settings.ApiVersion == ClaudeApiVersion.V20230601))
        {
            Version = client.Options.HttpVersion,
            VersionPolicy = client.Options.HttpVersionPolicy,
            Content = new ReadOnlyMemoryContent(body),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Options.Set(TransportFactory.ConnectLimit, settings.Timeouts.Connect);
        RequestHeaders.Apply(request.Headers, settings, client.Credentials);
        return request;
    }

    private async Task DelayAsync(TimeSpan delay, TimeSpan total)
    {
        var clock = new StreamClock(_time, Timeout.InfiniteTimeSpan, cancellationToken);
        _clock = clock;
        try
        {
            await Task.Delay(delay, _time, clock.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException e)
        {
            throw Translate(e, clock);
        }
        finally
        {
            clock.Dispose();
        }

        if (_isTotalOver)
        {
            throw new ClaudeTimeoutException(ClaudeTimeoutKind.Total, total, null);
        }
    }

    private void EndTotal(TimeSpan limit)
    {
        _isTotalOver = true;
        _clock?.FireTotal(limit);
    }

    private Exception Translate(Exception e, StreamClock clock) => e switch
    {
        ClaudeException or ClaudeCanceledException => e,
        OperationCanceledException => clock.ToException(null, e) ?? (Exception)new ClaudeCanceledException(null, e, cancellationToken),
        HttpRequestException { InnerException: ClaudeTimeoutException timeout } => timeout,
        HttpRequestException or IOException => new ClaudeStreamException(
            ClaudeStreamErrorKind.Transport, "The request could not be sent, or its response not be read. InnerException has the cause.", null, e),
        _ => e,
    };
}
