using System.Net;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Claude.Aot.Testing;

/// <summary>Answers the requests that a server receives.</summary>
internal sealed class ReplayApplication(ExchangeLog log, Func<Exchange, ResponseScript> choose, ReplayServerOptions options) : IHttpApplication<HttpContext>
{
    public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

    public void DisposeContext(HttpContext context, Exception? exception)
    {
    }

    public async Task ProcessRequestAsync(HttpContext context)
    {
        if (!options.AllowsAnyHost && !IsThisMachine(context.Request.Host.Host))
        {
            await RefuseAsync(
                context,
                StatusCodes.Status421MisdirectedRequest,
                "This server answers requests for localhost only. ReplayServerOptions.AllowsAnyHost lets it answer others.").ConfigureAwait(false);
            return;
        }

        Exchange exchange;
        try
        {
            exchange = await ReadAsync(context).ConfigureAwait(false);
        }
        catch (BadHttpRequestException e)
        {
            await RefuseAsync(
                context,
                e.StatusCode,
                "The request is too large, or was broken off. ReplayServerOptions.MaxBodyBytes is the limit.").ConfigureAwait(false);
            return;
        }
        catch (Exception e) when (IsClientGone(context, e))
        {
            // The client left before its request was complete, so there is nothing to log.
            return;
        }

        log.Add(exchange);
        try
        {
            exchange.End(await RespondAsync(context, choose(exchange), exchange).ConfigureAwait(false));
        }
        catch (Exception e) when (IsClientGone(context, e))
        {
            exchange.End(ExchangeEnd.ClientLeft);
        }
    }

    private static bool IsThisMachine(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out IPAddress? address) && IPAddress.IsLoopback(address));

    private static async Task RefuseAsync(HttpContext context, int status, string message)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        context.Response.Headers.Connection = "close";
        ReadOnlyMemory<byte> body = ResponseScript.Error(status, "invalid_request_error", message).Body;
        await context.Response.BodyWriter.WriteAsync(body, context.RequestAborted).ConfigureAwait(false);
        await context.Response.CompleteAsync().ConfigureAwait(false);
    }

    private static bool IsClientGone(HttpContext context, Exception e) =>
        e is OperationCanceledException or IOException && context.RequestAborted.IsCancellationRequested;

    private async Task<ExchangeEnd> RespondAsync(HttpContext context, ResponseScript script, Exchange exchange)
    {
        if (script.HeaderGate is { } gate)
        {
            await gate.PassAsync(context.RequestAborted).ConfigureAwait(false);
        }

        if (script.IsDropped)
        {
            await EndAsync(context, context.Request.Protocol == HttpProtocol.Http2 ? ScriptEnding.Reset : ScriptEnding.Closed).ConfigureAwait(false);
            return ExchangeEnd.Aborted;
        }

        await StartAsync(context, script).ConfigureAwait(false);
        await foreach (ReadOnlyMemory<byte> piece in ScriptPlayer.PlayAsync(script, options.TimeProvider, context.RequestAborted).ConfigureAwait(false))
        {
            await context.Response.BodyWriter.WriteAsync(piece, context.RequestAborted).ConfigureAwait(false);
            exchange.Sent(piece.Length);
        }

        context.RequestAborted.ThrowIfCancellationRequested();
        await EndAsync(context, script.Ending).ConfigureAwait(false);
        return script.Ending == ScriptEnding.Whole ? ExchangeEnd.Completed : ExchangeEnd.Aborted;
    }

    private static Task EndAsync(HttpContext context, ScriptEnding ending)
    {
        if (ending == ScriptEnding.Reset)
        {
            context.Abort();
            return Task.CompletedTask;
        }

        return ending == ScriptEnding.Closed && context.Request.Protocol != HttpProtocol.Http2 ? CloseAsync(context) : context.Response.CompleteAsync();
    }

    /// <summary>Sends the written data and then FIN, without completing the body.</summary>
    private static async Task CloseAsync(HttpContext context)
    {
        await context.Features.GetRequiredFeature<IConnectionTransportFeature>().Transport.Output.CompleteAsync().ConfigureAwait(false);
        await WhenCancelledAsync(context.Features.GetRequiredFeature<IConnectionLifetimeFeature>().ConnectionClosed).ConfigureAwait(false);
        // The connection is already closed. This only prevents the server from completing the response.
        context.Abort();
    }

    private static async Task WhenCancelledAsync(CancellationToken cancellationToken)
    {
        var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using (cancellationToken.UnsafeRegister(static cancelled => ((TaskCompletionSource)cancelled!).SetResult(), cancelled))
        {
            await cancelled.Task.ConfigureAwait(false);
        }
    }

    private static Task StartAsync(HttpContext context, ResponseScript script)
    {
        HttpResponse response = context.Response;
        response.StatusCode = script.Status;
        response.ContentType = script.ContentType;
        response.Headers.CacheControl = "no-cache";
        if (script.IsGzip)
        {
            response.Headers.ContentEncoding = "gzip";
        }

        foreach ((string name, string value) in script.HeaderTable)
        {
            response.Headers[name] = value;
        }

        // Sends the headers immediately, even if the body is delayed.
        return response.StartAsync(context.RequestAborted);
    }

    private async Task<Exchange> ReadAsync(HttpContext context)
    {
        HttpRequest request = context.Request;
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, context.RequestAborted).ConfigureAwait(false);
        return new Exchange(options.TimeProvider)
        {
            Method = request.Method,
            Path = request.Path.Value ?? "",
            Query = request.QueryString.Value ?? "",
            Headers = request.Headers.ToDictionary(header => header.Key, header => string.Join(',', header.Value.ToArray()), StringComparer.OrdinalIgnoreCase),
            Body = body.ToArray(),
            HttpVersion = request.Protocol == HttpProtocol.Http2 ? System.Net.HttpVersion.Version20 : System.Net.HttpVersion.Version11,
            ConnectionId = context.Connection.Id,
        };
    }
}
