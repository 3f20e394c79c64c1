using System.Runtime.InteropServices;

namespace Claude.Aot.Tests.Http.Support;

/// <summary>A destination for the content of a request. It records the bytes, and the arrays that they were in.</summary>
internal sealed class BodyRecorder : Stream
{
    // The stream of the response has smaller arrays, and may rent again one that the request returned.
    private const int LargeArray = 16 * 1024;

    private readonly MemoryStream? _bytes;
    private readonly List<byte[]> _arrays = [];

    /// <param name="keepsBytes">Whether the bytes are recorded too, which allocates.</param>
    public BodyRecorder(bool keepsBytes = true) => _bytes = keepsBytes ? new MemoryStream() : null;

    /// <summary>Passed by each write from a large array before it returns. Cancellation of the write does not end the wait.</summary>
    public Func<Task>? Gate { get; init; }

    public byte[] Bytes => _bytes!.ToArray();

    public long Count { get; private set; }

    /// <summary>The sum of the lengths of the arrays.</summary>
    public long ArrayLength => _arrays.Sum(static array => (long)array.Length);

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

#if CHECKED_POOL
    /// <summary>The number of large arrays that are not returned to the pool.</summary>
    public int HeldCount => LargeArrays.Count(BytePool.IsRented);

    public int LargeCount => LargeArrays.Count();

    private IEnumerable<byte[]> LargeArrays => _arrays.Where(static array => array.Length >= LargeArray);
#endif

    public bool HasArraysOf(BodyRecorder other) => _arrays.TrueForAll(array => other._arrays.Contains(array));

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        byte[] array = Record(buffer);
        return Gate is null || array.Length < LargeArray ? default : new ValueTask(Gate());
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Write(byte[] buffer, int offset, int count) => Record(buffer.AsMemory(offset, count));

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        _bytes?.Dispose();
        base.Dispose(disposing);
    }

    private byte[] Record(ReadOnlyMemory<byte> buffer)
    {
        Assert.True(MemoryMarshal.TryGetArray(buffer, out ArraySegment<byte> segment));
        if (!_arrays.Contains(segment.Array!))
        {
            _arrays.Add(segment.Array!);
        }

        _bytes?.Write(buffer.Span);
        Count += buffer.Length;
        return segment.Array!;
    }
}
