using System.Net;
using System.Net.Sockets;
using Claude.Aot.Internal;

namespace Claude.Aot.Http;

/// <summary>Creates the handler that sends requests, and verifies a custom handler.</summary>
internal static class TransportFactory
{
    private const int SecondsUntilProbe = 30;
    private const int SecondsBetweenProbes = 10;
    private const int Probes = 3;

    /// <summary>Creates a handler for long streams: it detects dead connections, follows DNS changes, and closes an abandoned response immediately.</summary>
    public static SocketsHttpHandler Create(ClaudeClientOptions options, Endpoint endpoint)
    {
        var handler = new SocketsHttpHandler
        {
            // .NET would send x-api-key to the other host too.
            AllowAutoRedirect = false,
            UseCookies = false,
            // Plain http is allowed to loopback only; a proxy would see it unencrypted.
            UseProxy = !endpoint.IsLoopback,
            PooledConnectionLifetime = TimeSpan.FromMinutes(15),
            EnableMultipleHttp2Connections = true,
            KeepAlivePingDelay = TimeSpan.FromSeconds(SecondsUntilProbe),
            KeepAlivePingTimeout = TimeSpan.FromSeconds(SecondsBetweenProbes * Probes),
            ResponseDrainTimeout = TimeSpan.Zero,
            MaxResponseDrainSize = 0,
            ConnectTimeout = Timeout.InfiniteTimeSpan,
            ConnectCallback = (context, cancellationToken) => ConnectAsync(context, options, cancellationToken),
            PlaintextStreamFilter = static (context, _) =>
            {
                ConnectClock.Of(context.InitialRequestMessage)?.Dispose();
                return new ValueTask<Stream>(context.PlaintextStream);
            },
        };
        if (FeatureSwitches.Decompression)
        {
            // Setting this property at all, even to None, adds the decompressors to the native binary.
            handler.AutomaticDecompression = DecompressionMethods.GZip | DecompressionMethods.Brotli;
        }

        return handler;
    }

    /// <summary>Rejects a handler that follows redirects.</summary>
    /// <exception cref="ClaudeConfigurationException">The handler follows redirects.</exception>
    public static void Verify(HttpMessageHandler handler)
    {
        bool follows = handler switch
        {
            SocketsHttpHandler sockets => sockets.AllowAutoRedirect,
            HttpClientHandler client => client.AllowAutoRedirect,
            _ => false,
        };
        if (follows)
        {
            throw new ClaudeConfigurationException(
                nameof(ClaudeClientOptions.HttpHandler),
                "The handler follows redirects, which would send the API key to another host: set AllowAutoRedirect = false on it.");
        }

        if (handler is DelegatingHandler { InnerHandler: { } inner })
        {
            Verify(inner);
        }
    }

    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, ClaudeClientOptions options, CancellationToken cancellationToken)
    {
        ConnectClock? clockOfRequest = ConnectClock.Of(context.InitialRequestMessage);
        ConnectClock clock = clockOfRequest ?? new ConnectClock(options.TimeProvider, options.Timeouts.Connect);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(clock.Start(), cancellationToken);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            // Without keep-alive probes, a dead connection goes unnoticed while we only wait for data.
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, SecondsUntilProbe);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, SecondsBetweenProbes);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, Probes);
            await socket.ConnectAsync(context.DnsEndPoint, linked.Token).ConfigureAwait(false);
            if (clockOfRequest is null)
            {
                // This is the handler's own request for a tunnel through a proxy. No callback reports when its TLS handshake is done, so only TCP is timed.
                clock.Dispose();
            }
            else
            {
                clock.Watch(socket);
            }

            return new NetworkStream(socket, ownsSocket: true);
        }
        catch (Exception e)
        {
            socket.Dispose();
            clock.Dispose();
            if (clock.ToException(e) is { } timeout)
            {
                throw timeout;
            }

            throw;
        }
    }
}
