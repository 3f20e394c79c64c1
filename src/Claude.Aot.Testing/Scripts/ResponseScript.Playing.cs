using System.Collections.Immutable;

namespace Claude.Aot.Testing;

/// <content>How the body goes out, and where it goes wrong.</content>
public sealed partial record ResponseScript
{
    internal ImmutableArray<int> ChunkSizes { get; private init; } = [];

    internal double? EventsPerSecond { get; private init; }

    internal ImmutableArray<ScriptStall> Stalls { get; private init; } = [];

    internal ScriptGate? HeaderGate { get; private init; }

    internal bool IsDropped { get; private init; }

    internal ScriptEnding Ending { get; private init; }

    internal bool IsGzip { get; private init; }

    /// <summary>Where the body ends.</summary>
    internal int End
    {
        get => Math.Min(field, Body.Length);
        private init;
    } = int.MaxValue;

    /// <summary>The same, sent in pieces of just these sizes, the last one again and again.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A size is not positive, or there is none.</exception>
    public ResponseScript InChunksOf(params ReadOnlySpan<int> sizes)
    {
        ArgumentOutOfRangeException.ThrowIfZero(sizes.Length, nameof(sizes));
        foreach (int size in sizes)
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(size, nameof(sizes));
        }

        return this with { ChunkSizes = [.. sizes] };
    }

    /// <summary>The same, event by event, so many of them in a second.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is not positive.</exception>
    public ResponseScript WithPace(double eventsPerSecond)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(eventsPerSecond);
        return this with { EventsPerSecond = eventsPerSecond };
    }

    /// <summary>The same, held back whole, headers and all, until the gate is released.</summary>
    public ResponseScript HoldAt(ScriptGate gate) => this with { HeaderGate = gate };

    /// <summary>The same with a pause behind the first bytes of the body, until the gate is released or the client goes away.</summary>
    /// <param name="offset">How many bytes go before it; 0 is between headers and body.</param>
    /// <param name="gate">The gate that ends the pause, or null if only the client ends it.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="offset"/> is negative.</exception>
    public ResponseScript StallAtByte(int offset, ScriptGate? gate = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        return this with { Stalls = Stalls.Add(new ScriptStall(offset, gate ?? new ScriptGate())) };
    }

    /// <summary>The same with a pause behind the first events, until the gate is released or the client goes away.</summary>
    /// <inheritdoc cref="StallAtByte"/>
    public ResponseScript StallAfter(int events, ScriptGate? gate = null) => StallAtByte(OffsetAfter(events), gate);

    /// <summary>The same with a body that ends behind its first bytes as if it were whole: what HTTP counts is complete, and only the stream lacks its end.</summary>
    /// <param name="offset">How many bytes are sent; the whole body's length where it has fewer.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="offset"/> is negative.</exception>
    public ResponseScript CutAtByte(int offset)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        return this with { End = offset, Ending = ScriptEnding.Whole };
    }

    /// <summary>The same with a body that ends behind its first events as if it were whole.</summary>
    /// <param name="events">How many events are sent; all where there are fewer.</param>
    /// <inheritdoc cref="CutAtByte"/>
    public ResponseScript CutAfter(int events) => CutAtByte(OffsetAfter(events));

    /// <summary>
    /// The same with a connection that is closed in good order behind the first bytes of the body, before the body is complete. All bytes before it arrive.
    /// </summary>
    /// <remarks>
    /// Over HTTP/1.1 the server sends FIN, and the chunk that ends a body never comes. Over HTTP/2 the stream ends (END_STREAM), as with <see cref="CutAtByte"/>: its lengths
    /// tell no client what is missing, and the connection and its other streams stay. A <see cref="ScriptedHandler"/> gives an <see cref="HttpIOException"/> of
    /// <see cref="HttpRequestError.ResponseEnded"/>.
    /// </remarks>
    /// <param name="offset">How many bytes are sent; the whole body's length where it has fewer.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="offset"/> is negative.</exception>
    public ResponseScript CloseAtByte(int offset) => CutAtByte(offset) with { Ending = ScriptEnding.Closed };

    /// <summary>The same with a connection that is closed in good order behind the first events, before the body is complete.</summary>
    /// <param name="events">How many events are sent; all where there are fewer.</param>
    /// <inheritdoc cref="CloseAtByte"/>
    public ResponseScript CloseAfter(int events) => CloseAtByte(OffsetAfter(events));

    /// <summary>
    /// The same with a connection that breaks behind the first bytes of the body. Over a real connection the break may overtake the bytes just before it:
    /// a stall at the same place, released when the client has them, makes sure.
    /// </summary>
    /// <remarks>
    /// Over HTTP/1.1 the server resets the connection (RST), over HTTP/2 the stream (RST_STREAM). A <see cref="ScriptedHandler"/> gives an <see cref="IOException"/> around a
    /// <see cref="System.Net.Sockets.SocketException"/> of <see cref="System.Net.Sockets.SocketError.ConnectionReset"/>.
    /// </remarks>
    /// <param name="offset">How many bytes are sent; the whole body's length where it has fewer.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="offset"/> is negative.</exception>
    public ResponseScript AbortAtByte(int offset) => CutAtByte(offset) with { Ending = ScriptEnding.Reset };

    /// <summary>The same with a connection that breaks behind the first events.</summary>
    /// <param name="events">How many events are sent; all where there are fewer.</param>
    /// <inheritdoc cref="AbortAtByte"/>
    public ResponseScript AbortAfter(int events) => AbortAtByte(OffsetAfter(events));

    /// <summary>The same compressed with gzip, flushed after every piece. A <see cref="ScriptedHandler"/> does not decompress what it plays.</summary>
    public ResponseScript AsGzip() => this with { IsGzip = true };
}
