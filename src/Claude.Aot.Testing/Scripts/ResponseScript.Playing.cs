using System.Collections.Immutable;

namespace Claude.Aot.Testing;

/// <content>The timing of the body, and its failures.</content>
public sealed partial record ResponseScript
{
    internal ImmutableArray<int> ChunkSizes { get; private init; } = [];

    internal double? EventsPerSecond { get; private init; }

    internal ImmutableArray<ScriptStall> Stalls { get; private init; } = [];

    internal ScriptGate? HeaderGate { get; private init; }

    internal bool IsDropped { get; private init; }

    internal ScriptEnding Ending { get; private init; }

    internal bool IsGzip { get; private init; }

    /// <summary>The offset at which the body ends.</summary>
    internal int End
    {
        get => Math.Min(field, Body.Length);
        private init;
    } = int.MaxValue;

    /// <summary>Returns a copy that sends the body in chunks of exactly these sizes; the last size is repeated.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A size is not positive, or there are no sizes.</exception>
    public ResponseScript InChunksOf(params ReadOnlySpan<int> sizes)
    {
        ArgumentOutOfRangeException.ThrowIfZero(sizes.Length, nameof(sizes));
        foreach (int size in sizes)
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(size, nameof(sizes));
        }

        return this with { ChunkSizes = [.. sizes] };
    }

    /// <summary>Returns a copy that sends the body event by event, at the given rate.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The rate is not positive.</exception>
    public ResponseScript WithPace(double eventsPerSecond)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(eventsPerSecond);
        return this with { EventsPerSecond = eventsPerSecond };
    }

    /// <summary>Returns a copy that holds back the whole response, including its headers, until the gate is released.</summary>
    public ResponseScript HoldAt(ScriptGate gate) => this with { HeaderGate = gate };

    /// <summary>Returns a copy that pauses after the first bytes of the body, until the gate is released or the client leaves.</summary>
    /// <param name="offset">The number of bytes before the pause; 0 is between the headers and the body.</param>
    /// <param name="gate">The gate that ends the pause, or null if only the client ends it.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="offset"/> is negative.</exception>
    public ResponseScript StallAtByte(int offset, ScriptGate? gate = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        return this with { Stalls = Stalls.Add(new ScriptStall(offset, gate ?? new ScriptGate())) };
    }

    /// <summary>Returns a copy that pauses after the first events of the body, until the gate is released or the client leaves.</summary>
    /// <inheritdoc cref="StallAtByte"/>
    public ResponseScript StallAfter(int events, ScriptGate? gate = null) => StallAtByte(OffsetAfter(events), gate);

    /// <summary>
    /// Returns a copy whose body ends after its first bytes as if it were complete: only the event stream is truncated, not the HTTP response.
    /// </summary>
    /// <param name="offset">The number of bytes to send; all if the body has fewer.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="offset"/> is negative.</exception>
    public ResponseScript CutAtByte(int offset)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        return this with { End = offset, Ending = ScriptEnding.Whole };
    }

    /// <summary>Returns a copy whose body ends after its first events as if it were complete.</summary>
    /// <param name="events">The number of events to send; all if the body has fewer.</param>
    /// <inheritdoc cref="CutAtByte"/>
    public ResponseScript CutAfter(int events) => CutAtByte(OffsetAfter(events));

    /// <summary>
    /// Returns a copy that closes the connection normally after the first bytes of the body, before the body is complete. All bytes before that arrive.
    /// </summary>
    /// <remarks>
    /// Over HTTP/1.1 the server sends FIN, without the chunk that ends a body. Over HTTP/2 the stream ends (END_STREAM), as with <see cref="CutAtByte"/>: a
    /// client cannot see that data is missing, and the connection and its other streams stay open. With a <see cref="ScriptedHandler"/>, reading throws an
    /// <see cref="HttpIOException"/> with <see cref="HttpRequestError.ResponseEnded"/>.
    /// </remarks>
    /// <param name="offset">The number of bytes to send; all if the body has fewer.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="offset"/> is negative.</exception>
    public ResponseScript CloseAtByte(int offset) => CutAtByte(offset) with { Ending = ScriptEnding.Closed };

    /// <summary>Returns a copy that closes the connection normally after the first events, before the body is complete.</summary>
    /// <param name="events">The number of events to send; all if the body has fewer.</param>
    /// <inheritdoc cref="CloseAtByte"/>
    public ResponseScript CloseAfter(int events) => CloseAtByte(OffsetAfter(events));

    /// <summary>
    /// Returns a copy that resets the connection after the first bytes of the body. On a real connection, the reset may overtake the bytes just before it. To
    /// prevent that, add a stall at the same offset, and release it when the client has received the bytes.
    /// </summary>
    /// <remarks>
    /// Over HTTP/1.1 the server resets the connection (RST), over HTTP/2 the stream (RST_STREAM). With a <see cref="ScriptedHandler"/>, reading throws an
    /// <see cref="IOException"/> whose inner exception is a <see cref="System.Net.Sockets.SocketException"/> with
    /// <see cref="System.Net.Sockets.SocketError.ConnectionReset"/>.
    /// </remarks>
    /// <param name="offset">The number of bytes to send; all if the body has fewer.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="offset"/> is negative.</exception>
    public ResponseScript AbortAtByte(int offset) => CutAtByte(offset) with { Ending = ScriptEnding.Reset };

    /// <summary>Returns a copy that resets the connection after the first events.</summary>
    /// <param name="events">The number of events to send; all if the body has fewer.</param>
    /// <inheritdoc cref="AbortAtByte"/>
    public ResponseScript AbortAfter(int events) => AbortAtByte(OffsetAfter(events));

    /// <summary>
    /// Returns a copy that is compressed with gzip and flushed after every part. A <see cref="ScriptedHandler"/> does not decompress it for the client.
    /// </summary>
    public ResponseScript AsGzip() => this with { IsGzip = true };
}
