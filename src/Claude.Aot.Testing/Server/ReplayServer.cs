using System.Net;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Claude.Aot.Testing;

/// <summary>
/// A local server that answers <c>POST …/v1/messages</c>, or all paths of <see cref="ScriptRoutes"/>, with scripts. It supports HTTP/1.1 and HTTP/2 without
/// TLS (with prior knowledge) on the same port. Because it uses the real protocol, any SDK can stream from it.
/// </summary>
/// <remarks>
/// Safe for concurrent use. It reads no environment variables, writes no log and handles no signals. See <c>docs/testing.md</c> for examples of tests.
/// </remarks>
public sealed class ReplayServer : IAsyncDisposable
{
    private const string Path = "/v1/messages";

    private readonly KestrelServer _server;
    private bool _isDisposed;

    private ReplayServer(KestrelServer server, ExchangeLog log)
    {
        _server = server;
        Log = log;
        Address = new Uri(server.Features.Get<IServerAddressesFeature>()!.Addresses.Single());
    }

    /// <summary>The address at which the server listens, such as <c>http://127.0.0.1:5000/</c>. Use it as the base URL of clients.</summary>
    public Uri Address { get; }

    /// <summary>The log of the requests that clients have sent.</summary>
    public ExchangeLog Log { get; }

    /// <summary>Starts a server on any free port that answers with the scripts in turn, and starts again with the first one after the last.</summary>
    /// <exception cref="ArgumentException">There is no script.</exception>
    public static Task<ReplayServer> StartAsync(params ReadOnlySpan<ResponseScript> scripts) => StartAsync(new ReplayServerOptions(), scripts);

    /// <summary>Starts a server that answers with the scripts in turn, and starts again with the first one after the last.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="options"/> is null.</exception>
    /// <exception cref="ArgumentException">There is no script.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The port number is not valid.</exception>
    /// <exception cref="IOException">The port is in use.</exception>
    public static Task<ReplayServer> StartAsync(ReplayServerOptions options, params ReadOnlySpan<ResponseScript> scripts) =>
        StartAsync(options, ScriptChooser.ByTurns(scripts));

    /// <summary>Starts a server on any free port that answers each message request with the script that a function returns.</summary>
    /// <param name="choose">Returns the script for a request. It is called on the thread that answers the request.</param>
    /// <exception cref="ArgumentNullException"><paramref name="choose"/> is null.</exception>
    public static Task<ReplayServer> StartAsync(Func<Exchange, ResponseScript> choose) => StartAsync(new ReplayServerOptions(), choose);

    /// <summary>Starts a server that answers each message request with the script that a function returns.</summary>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The port number is not valid.</exception>
    /// <exception cref="IOException">The port is in use.</exception>
    public static Task<ReplayServer> StartAsync(ReplayServerOptions options, Func<Exchange, ResponseScript> choose)
    {
        ArgumentNullException.ThrowIfNull(choose);
        return RunAsync(options, exchange => IsForMessage(exchange)
            ? choose(exchange)
            : ResponseScript.Error(404, "not_found_error", $"This server answers POST {Path} only."));
    }

    /// <summary>Starts a server that answers each request with the script of its method and path.</summary>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The port number is not valid.</exception>
    /// <exception cref="IOException">The port is in use.</exception>
    public static Task<ReplayServer> StartAsync(ReplayServerOptions options, ScriptRoutes routes)
    {
        ArgumentNullException.ThrowIfNull(routes);
        return RunAsync(options, routes.Choose);
    }

    /// <summary>Stops listening and closes all connections immediately. Can be called more than once.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        // With a canceled token, StopAsync does not wait for clients.
        await _server.StopAsync(new CancellationToken(canceled: true)).ConfigureAwait(false);
        _server.Dispose();
    }

    private static bool IsForMessage(Exchange exchange) => exchange.Path.EndsWith(Path, StringComparison.Ordinal) && HttpMethods.IsPost(exchange.Method);

    private static async Task<ReplayServer> RunAsync(ReplayServerOptions options, Func<Exchange, ResponseScript> choose)
    {
        ArgumentNullException.ThrowIfNull(options);
        var log = new ExchangeLog(options.MaxLoggedRequests);
        var server = new KestrelServer(
            Options.Create(Configure(options)),
            new SocketTransportFactory(Options.Create(new SocketTransportOptions()), NullLoggerFactory.Instance),
            NullLoggerFactory.Instance);
        try
        {
            await server.StartAsync(new ReplayApplication(log, choose, options), CancellationToken.None).ConfigureAwait(false);
            return new ReplayServer(server, log);
        }
        catch
        {
            server.Dispose();
            throw;
        }
    }

    private static KestrelServerOptions Configure(ReplayServerOptions replay)
    {
        // The minimum data rates are off, so that the server does not close a connection because a client is slow or a test pauses it.
        var options = new KestrelServerOptions { AddServerHeader = false, AllowAlternateSchemes = true };
        options.Limits.MinRequestBodyDataRate = null;
        options.Limits.MinResponseDataRate = null;
        options.Limits.MaxRequestBodySize = replay.MaxBodyBytes;
        options.Listen(IPAddress.Loopback, replay.Port, listen =>
        {
            listen.Protocols = HttpProtocols.Http1AndHttp2;
            listen.Use(PriorKnowledge.Detect);
        });
        return options;
    }
}
