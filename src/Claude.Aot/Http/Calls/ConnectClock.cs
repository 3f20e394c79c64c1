using System.Net.Sockets;

namespace Claude.Aot.Http;

/// <summary>
/// The timeout for establishing one connection, including TLS. <see cref="SocketsHttpHandler"/> does not provide one: its <c>ConnectCallback</c> covers only
/// TCP, and its <c>ConnectTimeout</c> uses the system clock and is the same for all requests. Therefore this clock closes the socket if the TLS handshake
/// takes too long.
/// </summary>
internal sealed class ConnectClock : IDisposable
{
    private static readonly HttpRequestOptionsKey<ConnectClock> s_key = new("Claude.Aot.ConnectClock");

    private readonly TimeProvider _time;
    private readonly TimeSpan _limit;
    private CancellationTokenSource? _source;

    public ConnectClock(TimeProvider time, TimeSpan limit)
    {
        _time = time;
        _limit = limit;
    }

    /// <summary>Sets the timeout for a connection that is established for a request.</summary>
    public static void Set(HttpRequestMessage request, TimeProvider time, TimeSpan limit) => request.Options.Set(s_key, new ConnectClock(time, limit));

    /// <summary>
    /// Gets the clock of the request for which a connection is established; null for a request that the handler created, for example for a tunnel through a
    /// proxy.
    /// </summary>
    public static ConnectClock? Of(HttpRequestMessage request) => request.Options.TryGetValue(s_key, out ConnectClock? clock) ? clock : null;

    /// <summary>Starts the timeout, when connecting begins.</summary>
    /// <returns>A token that is canceled if the timeout expires.</returns>
    public CancellationToken Start()
    {
        Dispose();
        _source = new CancellationTokenSource(_limit, _time);
        return _source.Token;
    }

    /// <summary>Closes the socket if the timeout expires. Called once TCP is connected, because a TLS handshake may follow.</summary>
    public void Watch(Socket socket) => _source!.Token.UnsafeRegister(static socket => ((Socket)socket!).Dispose(), socket);

    /// <summary>Stops the timeout, because the connection is established.</summary>
    public void Dispose() => _source?.Dispose();

    /// <summary>Creates the exception if the timeout expired; otherwise returns null.</summary>
    public ClaudeTimeoutException? ToException(Exception cause) =>
        _source is { IsCancellationRequested: true } ? new ClaudeTimeoutException(ClaudeTimeoutKind.Connect, _limit, null, cause) : null;
}
