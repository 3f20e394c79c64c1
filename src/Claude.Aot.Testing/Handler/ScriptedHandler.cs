namespace Claude.Aot.Testing;

/// <summary>
/// A message handler that plays scripts instead of using a network. Use it as <c>ClaudeClientOptions.HttpHandler</c>, or with any <see cref="HttpClient"/>. A
/// script provides a byte only when the client reads it, so tests can control each single byte.
/// </summary>
/// <remarks>Safe for concurrent use. See <c>docs/testing.md</c> for examples of tests.</remarks>
public sealed class ScriptedHandler : HttpMessageHandler
{
    private readonly Func<Exchange, ResponseScript> _choose;
    private readonly ResponseScript[] _scripts = [];
    private readonly TimeProvider _time;

    /// <summary>Creates a handler that plays the scripts in turn, and starts again with the first one after the last.</summary>
    /// <exception cref="ArgumentException">There is no script.</exception>
    public ScriptedHandler(params ReadOnlySpan<ResponseScript> scripts)
        : this(ScriptChooser.ByTurns(scripts)) => _scripts = scripts.ToArray();

    /// <summary>Creates a handler that asks a function for the script of each request.</summary>
    /// <param name="choose">Returns the script for a request. It is called on the thread that sends the request.</param>
    /// <param name="time">The clock that paces scripts, or null for the system's clock.</param>
    /// <exception cref="ArgumentNullException"><paramref name="choose"/> is null.</exception>
    public ScriptedHandler(Func<Exchange, ResponseScript> choose, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(choose);
        _choose = choose;
        _time = time ?? TimeProvider.System;
    }

    /// <summary>Creates a handler that answers each request with the script of its method and path.</summary>
    /// <param name="routes">The scripts.</param>
    /// <param name="time">The clock that paces scripts, or null for the system's clock.</param>
    /// <exception cref="ArgumentNullException"><paramref name="routes"/> is null.</exception>
    public ScriptedHandler(ScriptRoutes routes, TimeProvider? time = null)
        : this((routes ?? throw new ArgumentNullException(nameof(routes))).Choose, time)
    {
    }

    /// <summary>
    /// Creates a handler that plays each of these scripts once, in order. A further request fails with an <see cref="InvalidOperationException"/>, which
    /// reaches the caller of the client. This handler and its log do not change.
    /// </summary>
    /// <exception cref="InvalidOperationException">This handler was created with a function or with routes, and not with scripts.</exception>
    public ScriptedHandler PlayOnce() => _scripts.Length > 0
        ? new ScriptedHandler(ScriptChooser.Once(_scripts), _time)
        : throw new InvalidOperationException("This handler has no list of scripts that could be played once. Create it with scripts.");

    /// <summary>Gets the log of the requests that were sent through this handler.</summary>
    public ExchangeLog Log { get; } = new();

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        Exchange exchange = await ReadAsync(request, cancellationToken).ConfigureAwait(false);
        Log.Add(exchange);
        ResponseScript script = _choose(exchange);
        try
        {
            if (script.HeaderGate is { } gate)
            {
                await gate.PassAsync(cancellationToken).ConfigureAwait(false);
            }

            cancellationToken.ThrowIfCancellationRequested();
        }
        catch (OperationCanceledException)
        {
            exchange.End(ExchangeEnd.ClientLeft);
            throw;
        }

        if (script.IsDropped)
        {
            exchange.End(ExchangeEnd.Aborted);
            throw new HttpRequestException(HttpRequestError.ResponseEnded, "The script closed the connection without an answer.");
        }

        return Respond(request, script, exchange);
    }

    private HttpResponseMessage Respond(HttpRequestMessage request, ResponseScript script, Exchange exchange)
    {
        var response = new HttpResponseMessage((System.Net.HttpStatusCode)script.Status)
        {
            RequestMessage = request,
            Version = request.Version,
            Content = new ScriptedContent(new ScriptedBody(script, exchange, _time)),
        };
        if (script.ContentType is not null)
        {
            response.Content.Headers.TryAddWithoutValidation("Content-Type", script.ContentType);
        }

        if (script.IsGzip)
        {
            response.Content.Headers.ContentEncoding.Add("gzip");
        }

        foreach ((string name, string value) in script.HeaderTable)
        {
            if (!response.Headers.TryAddWithoutValidation(name, value))
            {
                response.Content.Headers.TryAddWithoutValidation(name, value);
            }
        }

        return response;
    }

    private async Task<Exchange> ReadAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        byte[] body = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach ((string name, IEnumerable<string> values) in request.Headers.Concat(request.Content?.Headers.AsEnumerable() ?? []))
        {
            headers[name] = string.Join(',', values);
        }

        return new Exchange(_time)
        {
            Method = request.Method.Method,
            Path = request.RequestUri?.AbsolutePath ?? "",
            Query = request.RequestUri?.Query ?? "",
            Headers = headers,
            Body = body,
            HttpVersion = request.Version,
            ConnectionId = "",
        };
    }
}
