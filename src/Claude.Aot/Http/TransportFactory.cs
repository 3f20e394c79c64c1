using System.Net;
using System.Net.Sockets;

namespace Claude.Aot.Http;

/// <summary>Makes the handler that requests are sent with, and checks one that the caller brings.</summary>
internal static class TransportFactory
{
    private const int SecondsUntilProbe = 30;
    private const int SecondsBetweenProbes = 10;
    private const int Probes = 3;

    /// <summary>A handler for long streams: connections that die are noticed, DNS changes are followed, and giving up a response closes it at once.</summary>
    public static SocketsHttpHandler Create(ClaudeClientOptions options, Endpoint endpoint)
    {
        var handler = new SocketsHttpHandler
        {
            // .NET would carry x-api-key along to another host.
            AllowAutoRedirect = false,
            UseCookies = false,
            // A proxy would get what is in the clear because it stays on this machine.
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
            // To set it at all, even to none, brings the decompressors into the binary.
            handler.AutomaticDecompression = DecompressionMethods.GZip | DecompressionMethods.Brotli;
        }

        return handler;
    }

    /// <summary>Refuses a handler that would follow redirects.</summary>
    /// <exception cref="ArgumentException">It would.</exception>
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
            throw new ArgumentException("The handler follows redirects, which would carry the API key to another host: set AllowAutoRedirect = false on it.");
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
            // Of a connection that only listens for minutes nobody would notice that it is dead.
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, SecondsUntilProbe);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, SecondsBetweenProbes);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, Probes);
            await socket.ConnectAsync(context.DnsEndPoint, linked.Token).ConfigureAwait(false);
            if (clockOfRequest is null)
            {
                // A request of the handler's own, for a tunnel through a proxy: nobody would tell this clock when TLS is done.
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
