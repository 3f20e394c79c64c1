using System.Net.Sockets;

namespace Claude.Aot.Http;

/// <summary>
/// The time that making one connection may take, TLS included. The handler has no place of its own for it: its callback covers TCP only, and its timeout
/// asks the system's clock and cannot differ from request to request. So the clock closes the socket under a TLS handshake that takes too long.
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

    /// <summary>Gives a request the limit for a connection that is made for it.</summary>
    public static void Set(HttpRequestMessage request, TimeProvider time, TimeSpan limit) => request.Options.Set(s_key, new ConnectClock(time, limit));

    /// <summary>The clock of the request that a connection is made for; null for one of the handler's own, such as for a tunnel through a proxy.</summary>
    public static ConnectClock? Of(HttpRequestMessage request) => request.Options.TryGetValue(s_key, out ConnectClock? clock) ? clock : null;

    /// <summary>A connection is about to be made.</summary>
    /// <returns>What is cancelled when it takes too long.</returns>
    public CancellationToken Start()
    {
        Dispose();
        _source = new CancellationTokenSource(_limit, _time);
        return _source.Token;
    }

    /// <summary>TCP is connected; what follows may be TLS.</summary>
    public void Watch(Socket socket) => _source!.Token.UnsafeRegister(static socket => ((Socket)socket!).Dispose(), socket);

    /// <summary>The connection is made.</summary>
    public void Dispose() => _source?.Dispose();

    /// <summary>The exception where it took too long, else null.</summary>
    public ClaudeTimeoutException? ToException(Exception cause) =>
        _source is { IsCancellationRequested: true } ? new ClaudeTimeoutException(ClaudeTimeoutKind.Connect, _limit, null, cause) : null;
}
