using System.Buffers;
using System.IO.Pipelines;

namespace Claude.Aot.Tests.Sse;

/// <summary>
/// A pipe whose reads show bytes in given pieces, one segment each. It insists on the rules of <see cref="PipeReader"/>, and overwrites what
/// was consumed, so that a use after release shows.
/// </summary>
internal sealed class ScriptedPipe : PipeReader
{
    private readonly Queue<Segment> _coming;
    private readonly int _segmentsPerRead;
    private readonly List<Segment> _shown = [];
    private bool _isReading;

    public ScriptedPipe(ReadOnlySpan<byte> bytes, IEnumerable<int> sizes, MemoryKind kind = MemoryKind.Exact, int segmentsPerRead = int.MaxValue)
    {
        _coming = new Queue<Segment>();
        foreach (int size in sizes)
        {
            int length = Math.Min(size, bytes.Length);
            _coming.Enqueue(new Segment(bytes[..length].ToArray(), kind));
            bytes = bytes[length..];
        }

        if (!bytes.IsEmpty)
        {
            _coming.Enqueue(new Segment(bytes.ToArray(), kind));
        }

        _segmentsPerRead = segmentsPerRead;
    }

    public bool IsCompletedByReader { get; private set; }

    public int UnconsumedBytes => _shown.Sum(static segment => segment.Memory.Length);

    public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
    {
        Assert.False(_isReading, "A read before AdvanceTo.");
        Assert.False(IsCompletedByReader, "A read after Complete.");
        _isReading = true;
        for (int i = 0; i < _segmentsPerRead && _coming.TryDequeue(out Segment? segment); i++)
        {
            _shown.Add(segment);
        }

        return new(new ReadResult(Segment.Join(_shown), isCanceled: false, isCompleted: _coming.Count == 0));
    }

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
    {
        Assert.True(_isReading, "AdvanceTo without a read.");
        _isReading = false;
        ReadOnlySequence<byte> all = Segment.Join(_shown);
        long taken = all.GetOffset(consumed);
        Assert.True(taken <= all.GetOffset(examined), "Consumed more than was examined.");
        while (taken > 0)
        {
            int length = (int)Math.Min(taken, _shown[0].Memory.Length);
            _shown[0].Release(length);
            taken -= length;
            if (_shown[0].Memory.IsEmpty)
            {
                _shown.RemoveAt(0);
            }
        }
    }

    public override void AdvanceTo(SequencePosition consumed) => AdvanceTo(consumed, consumed);

    public override void CancelPendingRead() => throw new NotSupportedException();

    public override void Complete(Exception? exception = null) => IsCompletedByReader = true;

    public override bool TryRead(out ReadResult result) => throw new NotSupportedException();

    private sealed class Segment : ReadOnlySequenceSegment<byte>
    {
        private const int Guard = 5;

        private readonly byte[] _bytes;
        private int _released;

        public Segment(byte[] bytes, MemoryKind kind)
        {
            _bytes = kind == MemoryKind.Guarded ? [.. "\n\r\n\n\n"u8, .. bytes, .. "\n\ndat"u8] : bytes;
            Memory = kind switch
            {
                MemoryKind.Guarded => _bytes.AsMemory(Guard, bytes.Length),
                MemoryKind.Native => new NativeLikeMemory(_bytes).Memory,
                _ => _bytes,
            };
            _released = kind == MemoryKind.Guarded ? Guard : 0;
        }

        public static ReadOnlySequence<byte> Join(List<Segment> segments)
        {
            for (int i = 0; i < segments.Count; i++)
            {
                segments[i].RunningIndex = i == 0 ? 0 : segments[i - 1].RunningIndex + segments[i - 1].Memory.Length;
                segments[i].Next = i + 1 < segments.Count ? segments[i + 1] : null;
            }

            return segments.Count == 0 ? ReadOnlySequence<byte>.Empty : new(segments[0], 0, segments[^1], segments[^1].Memory.Length);
        }

        public void Release(int length)
        {
            _bytes.AsSpan(_released, length).Fill(0xDD);
            _released += length;
            Memory = Memory[length..];
        }
    }
}
