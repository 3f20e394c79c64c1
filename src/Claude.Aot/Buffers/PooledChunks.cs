using System.Buffers;
using System.Diagnostics;

namespace Claude.Aot.Buffers;

/// <summary>
/// Bytes in rented arrays that are written once and then read by several users. A long text is a list of chunks, so it is never moved and needs hardly more
/// memory than its bytes.
/// </summary>
/// <remarks>
/// Owner: its users, counted; the creator is the first one. Valid until: the last <see cref="Release"/>, which returns the arrays to the pool.
/// Only the creator writes, before there are other users.
/// </remarks>
internal sealed class PooledChunks : IBufferWriter<byte>
{
#if DEBUG
    // Tiny, so that most tests write more than one chunk.
    private const int SmallestChunk = 256;
#else
    private const int SmallestChunk = 4096;
#endif

    // The unused end of the last chunk must be small compared to a long text.
    private const int LargestChunk = 1024 * 1024;

    private readonly List<byte[]> _rented = [];
    private readonly List<ArraySegment<byte>> _segments = [];
    private PooledChunks? _source;
    private int _users = 1;
    private volatile bool _isAbandoned;

    // Invariant: 0 <= _start <= _end <= _chunk.Length; [_start, _end) are the last bytes, which are not in _segments yet.
    private byte[] _chunk = [];
    private int _start;
    private int _end;
    private long _closed;

    /// <summary>Gets the number of bytes.</summary>
    public long Length => _closed + _end - _start;

    /// <summary>Gets the bytes, in order, up to the last <see cref="Complete"/>.</summary>
    public IReadOnlyList<ArraySegment<byte>> Segments => _segments;

    /// <summary>Completes the last segment. Bytes that are written later are a segment of their own.</summary>
    public void Complete()
    {
        if (_end > _start)
        {
            _segments.Add(new ArraySegment<byte>(_chunk, _start, _end - _start));
            _closed += _end - _start;
            _start = _end;
        }
    }

    public void Advance(int count)
    {
        Debug.Assert(count >= 0 && count <= _chunk.Length - _end, "Advance goes no further than the memory that was handed out.");
        _end += count;
    }

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        if (_chunk.Length - _end < Math.Max(sizeHint, 1))
        {
            AddChunk(sizeHint);
        }

        return _chunk.AsMemory(_end);
    }

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    /// <summary>Removes the bytes from <paramref name="start"/> to <paramref name="end"/>. Nothing is moved.</summary>
    public void Cut(long start, long end)
    {
        Complete();
        List<ArraySegment<byte>> kept = [];
        AddRange(kept, 0, start);
        AddRange(kept, end, Length);
        _segments.Clear();
        _segments.AddRange(kept);
        _closed -= end - start;
    }

    /// <summary>Appends a part of other bytes without a copy. This object is a user of them until its own end.</summary>
    /// <exception cref="ObjectDisposedException">The other bytes were returned.</exception>
    public void AppendShared(PooledChunks source, long start, long end)
    {
        Debug.Assert(_source is null || _source == source, "The bytes are shared with one other object.");
        if (_source is null)
        {
            source.Acquire();
            _source = source;
        }

        Complete();
        source.AddRange(_segments, start, end);
        _closed += end - start;
    }

    /// <summary>Gets the bytes as a sequence. It is valid as long as the caller is a user.</summary>
    /// <param name="end">Bytes that follow them in the sequence.</param>
    public ReadOnlySequence<byte> ToSequence(ReadOnlyMemory<byte> end = default)
    {
        Complete();
        return ChunkSegment.Join(_segments, end);
    }

    /// <summary>Adds a user, which calls <see cref="Release"/> once.</summary>
    /// <exception cref="ObjectDisposedException">The bytes were returned.</exception>
    public void Acquire() => ObjectDisposedException.ThrowIf(!TryAcquire(), this);

    /// <summary>Adds a user, which calls <see cref="Release"/> once.</summary>
    /// <returns>False if the bytes were returned.</returns>
    public bool TryAcquire()
    {
        int users = Volatile.Read(ref _users);
        while (users > 0)
        {
            int seen = Interlocked.CompareExchange(ref _users, users + 1, users);
            if (seen == users)
            {
                return true;
            }

            users = seen;
        }

        return false;
    }

    /// <summary>Removes a user. The last one returns the arrays to the pool.</summary>
    public void Release()
    {
        int users = Interlocked.Decrement(ref _users);
        Debug.Assert(users >= 0, "Each user releases the bytes once.");
        if (users == 0)
        {
            Return();
        }
    }

    /// <summary>Leaves the arrays to the garbage collector, because code that does not report its end may still be reading them.</summary>
    public void Abandon()
    {
        _isAbandoned = true;
        _source?.Abandon();
    }

    private void Return()
    {
        if (!_isAbandoned)
        {
            foreach (byte[] array in _rented)
            {
                BytePool.Return(array);
            }
        }

        _rented.Clear();
        _segments.Clear();
        _chunk = [];
        _source?.Release();
    }

    private void AddChunk(int sizeHint)
    {
        Complete();
        int size = (int)Math.Max(sizeHint, Math.Clamp(2L * _chunk.Length, SmallestChunk, LargestChunk));
        if (size > LargestChunk)
        {
            // A single value that is written at once. The pool would round its size up to a power of two.
            _chunk = GC.AllocateUninitializedArray<byte>(size);
        }
        else
        {
            _chunk = BytePool.Rent(size);
            _rented.Add(_chunk);
        }

        _start = _end = 0;
    }

    /// <summary>Adds the bytes from <paramref name="start"/> to <paramref name="end"/> to a list of segments.</summary>
    private void AddRange(List<ArraySegment<byte>> segments, long start, long end)
    {
        long position = 0;
        foreach (ArraySegment<byte> segment in _segments)
        {
            int from = (int)Math.Clamp(start - position, 0, segment.Count);
            int to = (int)Math.Clamp(end - position, 0, segment.Count);
            if (to > from)
            {
                segments.Add(segment.Slice(from, to - from));
            }

            position += segment.Count;
        }
    }
}

/// <summary>A segment of a sequence of chunks.</summary>
internal sealed class ChunkSegment : ReadOnlySequenceSegment<byte>
{
    private ChunkSegment(ReadOnlyMemory<byte> memory) => Memory = memory;

    public static ReadOnlySequence<byte> Join(IReadOnlyList<ArraySegment<byte>> segments, ReadOnlyMemory<byte> end)
    {
        var first = new ChunkSegment(default);
        ChunkSegment last = first;
        foreach (ArraySegment<byte> segment in segments)
        {
            last = last.Append(segment);
        }

        last = last.Append(end);
        return new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length);
    }

    private ChunkSegment Append(ReadOnlyMemory<byte> memory)
    {
        var next = new ChunkSegment(memory) { RunningIndex = RunningIndex + Memory.Length };
        Next = next;
        return next;
    }
}
