using System.Text;

namespace Claude.Aot.Testing;

/// <summary>A request as the client sent it, and the outcome of its response.</summary>
/// <remarks>Safe for concurrent reading.</remarks>
public sealed class Exchange
{
    private readonly TaskCompletionSource<ExchangeEnd> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TimeProvider _time;
    private long _bytesSent;

    internal Exchange(TimeProvider time)
    {
        _time = time;
        StartedAt = time.GetUtcNow();
    }

    /// <summary>The HTTP method.</summary>
    public required string Method { get; init; }

    /// <summary>The path, such as <c>/v1/messages</c>.</summary>
    public required string Path { get; init; }

    /// <summary>The query with its question mark, or empty.</summary>
    public required string Query { get; init; }

    /// <summary>The headers. Several values of the same name are joined by commas. Names are case-insensitive.</summary>
    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    /// <summary>The body.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>The HTTP version that the client used; with a <see cref="ScriptedHandler"/>, the version that it requested.</summary>
    public required Version HttpVersion { get; init; }

    /// <summary>The id of the connection on which the request arrived; empty with a <see cref="ScriptedHandler"/>.</summary>
    public required string ConnectionId { get; init; }

    /// <summary>The body as text.</summary>
    public string BodyText => Encoding.UTF8.GetString(Body.Span);

    /// <summary>The time when the whole request had arrived.</summary>
    public DateTimeOffset StartedAt { get; }

    /// <summary>The time when the response ended; null until then.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>A task that completes with the way in which the response ended.</summary>
    public Task<ExchangeEnd> Ended => _ended.Task;

    /// <summary>The number of body bytes that were sent so far.</summary>
    public long BytesSent => Volatile.Read(ref _bytesSent);

    internal void Sent(int count) => Interlocked.Add(ref _bytesSent, count);

    internal void End(ExchangeEnd end)
    {
        if (!_ended.Task.IsCompleted)
        {
            EndedAt = _time.GetUtcNow();
            _ended.TrySetResult(end);
        }
    }
}
