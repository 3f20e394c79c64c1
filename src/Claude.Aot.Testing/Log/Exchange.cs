using System.Text;

namespace Claude.Aot.Testing;

/// <summary>A request as the client sent it, and how its response went.</summary>
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

    /// <summary>The method.</summary>
    public required string Method { get; init; }

    /// <summary>The path, such as <c>/v1/messages</c>.</summary>
    public required string Path { get; init; }

    /// <summary>The query with its question mark, or empty.</summary>
    public required string Query { get; init; }

    /// <summary>The headers; several of one name are joined by commas. Names match in any case.</summary>
    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    /// <summary>The body.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>The version of HTTP that the client spoke; behind a <see cref="ScriptedHandler"/> the one that it asked for.</summary>
    public required Version HttpVersion { get; init; }

    /// <summary>Which connection the request came over; empty behind a <see cref="ScriptedHandler"/>.</summary>
    public required string ConnectionId { get; init; }

    /// <summary>The body as text.</summary>
    public string BodyText => Encoding.UTF8.GetString(Body.Span);

    /// <summary>When the request had come.</summary>
    public DateTimeOffset StartedAt { get; }

    /// <summary>When the response ended; null before.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>How the response ended, as soon as it has.</summary>
    public Task<ExchangeEnd> Ended => _ended.Task;

    /// <summary>How many bytes of the body have been sent.</summary>
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
