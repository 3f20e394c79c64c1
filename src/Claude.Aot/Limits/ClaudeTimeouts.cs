using System.Runtime.CompilerServices;

namespace Claude.Aot;

/// <summary>
/// The timeouts of a call. Each can be <see cref="Timeout.InfiniteTimeSpan"/> for no limit. They also apply while the body is read. If one expires, a
/// <see cref="ClaudeTimeoutException"/> is thrown, and its <see cref="ClaudeTimeoutException.Kind"/> says which.
/// </summary>
/// <remarks>The values are copied when a client is created or a call begins: a later change has no effect on it.</remarks>
/// <example>
/// <code>
/// var options = new ClaudeClientOptions { Timeouts = new ClaudeTimeouts { FirstEvent = TimeSpan.FromSeconds(30), Idle = TimeSpan.FromSeconds(15) } };
/// using var client = new ClaudeClient(options);
/// </code>
/// </example>
public sealed class ClaudeTimeouts
{
    // A timer accepts less than 2^32 milliseconds, which is slightly less than 50 days.
    private static readonly TimeSpan s_longest = TimeSpan.FromDays(49);

    // Null if not set: the options of a call then leave the client's value in force.
    private TimeSpan? _connect;
    private TimeSpan? _firstEvent;
    private TimeSpan? _idle;
    private TimeSpan? _headers;
    private TimeSpan? _body;
    private TimeSpan? _errorBody;
    private TimeSpan? _total;

    /// <summary>
    /// The maximum time to establish a connection, including TLS. 30 s by default. With a custom handler, <see cref="FirstEvent"/> covers connecting instead.
    /// </summary>
    /// <remarks>
    /// If a proxy is used, only the connection to the proxy counts. <see cref="FirstEvent"/> covers the rest, including the tunnel and its TLS handshake.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">The value is neither positive nor infinite, or more than 49 days.</exception>
    public TimeSpan Connect { get => _connect ?? TimeSpan.FromSeconds(30); set => _connect = Checked(value); }

    /// <summary>
    /// The maximum time from sending the request to the first event of a stream, or to the first byte of any other response. 10 min by default. The time
    /// starts anew with each attempt, and, while a batch is uploaded, with each chunk.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is neither positive nor infinite, or more than 49 days.</exception>
    public TimeSpan FirstEvent { get => _firstEvent ?? TimeSpan.FromMinutes(10); set => _firstEvent = Checked(value); }

    /// <summary>The maximum time without any data after that. Every received byte counts, including those of pings. 2 min by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is neither positive nor infinite, or more than 49 days.</exception>
    public TimeSpan Idle { get => _idle ?? TimeSpan.FromMinutes(2); set => _idle = Checked(value); }

    /// <summary>
    /// The maximum time from sending the request to the response headers. None by default: <see cref="FirstEvent"/> covers the headers, because a response
    /// that is not streamed sends its headers only when it is ready. Set it for servers that send headers immediately.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is neither positive nor infinite, or more than 49 days.</exception>
    public TimeSpan Headers { get => _headers ?? Timeout.InfiniteTimeSpan; set => _headers = Checked(value); }

    /// <summary>
    /// The maximum time from the first to the last byte of a response that is one JSON object, however slowly bytes arrive. 5 min by default.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is neither positive nor infinite, or more than 49 days.</exception>
    public TimeSpan Body { get => _body ?? TimeSpan.FromMinutes(5); set => _body = Checked(value); }

    /// <summary>
    /// The maximum time to read the body of an error or of any other unexpected response. 30 s by default. If it expires, no timeout exception is thrown: the
    /// error is thrown with the part of its body that was received.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is neither positive nor infinite, or more than 49 days.</exception>
    public TimeSpan ErrorBody { get => _errorBody ?? TimeSpan.FromSeconds(30); set => _errorBody = Checked(value); }

    /// <summary>
    /// The maximum time of the whole call, from its start to the end of the message, including retries. For the results of a batch, it ends with the last
    /// result. None by default.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is neither positive nor infinite, or more than 49 days.</exception>
    public TimeSpan Total { get => _total ?? Timeout.InfiniteTimeSpan; set => _total = Checked(value); }

    /// <summary>Copies these values, with the client's in the place of those that are not set.</summary>
    internal ClaudeTimeouts Over(ClaudeTimeouts client) => new()
    {
        _connect = _connect ?? client._connect,
        _firstEvent = _firstEvent ?? client._firstEvent,
        _idle = _idle ?? client._idle,
        _headers = _headers ?? client._headers,
        _body = _body ?? client._body,
        _errorBody = _errorBody ?? client._errorBody,
        _total = _total ?? client._total,
    };

    private static TimeSpan Checked(TimeSpan value, [CallerMemberName] string option = "") =>
        (value > TimeSpan.Zero && value <= s_longest) || value == Timeout.InfiniteTimeSpan
            ? value
            : throw new ArgumentOutOfRangeException(option, value, $"{option} is positive and at most 49 days, or Timeout.InfiniteTimeSpan for none.");
}
