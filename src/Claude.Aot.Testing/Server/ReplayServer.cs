using System.Net;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Claude.Aot.Testing;

/// <summary>
/// A server on this machine that answers <c>POST …/v1/messages</c>, or every path of <see cref="ScriptRoutes"/>, with scripts, over HTTP/1.1 and over HTTP/2 without TLS (with prior knowledge),
/// both on one port. It speaks the real protocol: any SDK can stream from it.
/// </summary>
/// <remarks>Safe for concurrent use. It reads nothing from the environment, writes no log and handles no signal. <c>docs/testing.md</c> shows what tests look like.</remarks>
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

    /// <summary>Where it listens, such as <c>http://127.0.0.1:5000/</c>: the base URL for clients.</summary>
    public Uri Address { get; }

    /// <summary>What clients have sent.</summary>
    public ExchangeLog Log { get; }

    /// <summary>Starts a server on any free port that answers by turns, and from the first script again after the last.</summary>
    /// <exception cref="ArgumentException">There is no script.</exception>
    public static Task<ReplayServer> StartAsync(params ReadOnlySpan<ResponseScript> scripts) => StartAsync(new ReplayServerOptions(), scripts);

    /// <summary>Starts a server that answers by turns, and from the first script again after the last.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="options"/> is null.</exception>
    /// <exception cref="ArgumentException">There is no script.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The port is none.</exception>
    /// <exception cref="IOException">The port is in use.</exception>
    public static Task<ReplayServer> StartAsync(ReplayServerOptions options, params ReadOnlySpan<ResponseScript> scripts) =>
        StartAsync(options, ScriptChooser.ByTurns(scripts));

    /// <summary>Starts a server that answers each request for a message with the script that a function chooses.</summary>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The port is none.</exception>
    /// <exception cref="IOException">The port is in use.</exception>
    public static Task<ReplayServer> StartAsync(ReplayServerOptions options, Func<Exchange, ResponseScript> choose)
    {
        ArgumentNullException.ThrowIfNull(choose);
        return RunAsync(options, exchange => IsForMessage(exchange) ? choose(exchange) : ResponseScript.Error(404, "not_found_error", $"This server answers POST {Path} only."));
    }

    /// <summary>Starts a server that answers each request with the script of its method and path.</summary>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The port is none.</exception>
    /// <exception cref="IOException">The port is in use.</exception>
    public static Task<ReplayServer> StartAsync(ReplayServerOptions options, ScriptRoutes routes)
    {
        ArgumentNullException.ThrowIfNull(routes);
        return RunAsync(options, routes.Choose);
    }

    /// <summary>Stops listening and closes all connections at once. Does nothing when called again.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        // With a token that is cancelled already it waits for no client.
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
        // A client that reads slowly, or a test that holds it up, is no reason to close its connection.
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
