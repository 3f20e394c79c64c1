using System.Buffers;
using System.IO.Pipelines;

namespace Claude.Aot.Tests.Shared;

/// <summary>
/// A pipe whose reads return bytes in given pieces, with one segment per piece. It enforces the rules of <see cref="PipeReader"/>, and overwrites consumed
/// bytes, so that a use after release is found.
/// </summary>
internal sealed class ScriptedPipe : PipeReader
{
    private readonly Queue<Segment> _coming = [];
    private readonly Queue<Segment> _shown = [];
    private readonly int _segmentsPerRead;
    private Segment? _last;
    private bool _isReading;

    public ScriptedPipe(ReadOnlySpan<byte> bytes, IEnumerable<int> sizes, MemoryKind kind = MemoryKind.Exact, int segmentsPerRead = int.MaxValue)
    {
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

    private ReadOnlySequence<byte> Shown => _shown.Count == 0 ? ReadOnlySequence<byte>.Empty : new(_shown.Peek(), 0, _last!, _last!.Memory.Length);

    public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
    {
        Check.That(!_isReading, "A read before AdvanceTo.");
        Check.That(!IsCompletedByReader, "A read after Complete.");
        _isReading = true;
        for (int i = 0; i < _segmentsPerRead && _coming.TryDequeue(out Segment? segment); i++)
        {
            _last?.Append(segment);
            _last = segment;
            _shown.Enqueue(segment);
        }

        return new(new ReadResult(Shown, isCanceled: false, isCompleted: _coming.Count == 0));
    }

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
    {
        Check.That(_isReading, "AdvanceTo without a read.");
        _isReading = false;
        ReadOnlySequence<byte> all = Shown;
        long taken = all.Slice(all.Start, consumed).Length;
        Check.That(taken <= all.Slice(all.Start, examined).Length, "Consumed more than was examined.");
        while (taken > 0)
        {
            Segment first = _shown.Peek();
            int length = (int)Math.Min(taken, first.Memory.Length);
            first.Release(length);
            taken -= length;
            if (first.Memory.IsEmpty)
            {
                _shown.Dequeue();
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

        public void Append(Segment next)
        {
            next.RunningIndex = RunningIndex + Memory.Length;
            Next = next;
        }

        public void Release(int length)
        {
            _bytes.AsSpan(_released, length).Fill(0xDD);
            _released += length;
            Memory = Memory[length..];
            RunningIndex += length;
        }
    }
}
