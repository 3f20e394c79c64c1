using System.Net;
using System.Net.Sockets;

namespace Claude.Aot;

/// <summary>Makes the handler that requests are sent with, and checks one that the caller brings.</summary>
internal static class TransportFactory
{
    /// <summary>The connect timeout of the request that a connection is made for.</summary>
    public static readonly HttpRequestOptionsKey<TimeSpan> ConnectLimit = new("Claude.Aot.ConnectLimit");

    /// <summary>A handler for long streams: connections that die are noticed, DNS changes are followed, and giving up a response closes it at once.</summary>
    public static SocketsHttpHandler Create(ClaudeClientOptions options)
    {
        TimeProvider time = options.TimeProvider;
        return new SocketsHttpHandler
        {
            // .NET would carry x-api-key along to another host.
            AllowAutoRedirect = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.GZip | DecompressionMethods.Brotli,
            PooledConnectionLifetime = TimeSpan.FromMinutes(15),
            EnableMultipleHttp2Connections = true,
            KeepAlivePingDelay = TimeSpan.FromSeconds(30),
            KeepAlivePingTimeout = TimeSpan.FromSeconds(20),
            ResponseDrainTimeout = TimeSpan.Zero,
            MaxResponseDrainSize = 0,
            ConnectTimeout = Timeout.InfiniteTimeSpan,
            ConnectCallback = (context, cancellationToken) => ConnectAsync(context, time, cancellationToken),
        };
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

    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, TimeProvider time, CancellationToken cancellationToken)
    {
        context.InitialRequestMessage.Options.TryGetValue(ConnectLimit, out TimeSpan limit);
        using var timeout = new CancellationTokenSource(limit, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
            await socket.ConnectAsync(context.DnsEndPoint, linked.Token).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch (Exception e)
        {
            socket.Dispose();
            if (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
            {
                throw new ClaudeTimeoutException(ClaudeTimeoutKind.Connect, limit, null, e);
            }

            throw;
        }
    }
}
