using System.Numerics;
using System.Runtime.InteropServices;
using SharpFuzz.Common;

namespace Claude.Aot.Fuzzing.Coverage;

/// <summary>
/// The counters that the instrumented library writes, one for each pair of branches that followed each other, and what all runs together have reached.
/// One at a time: the library knows one place for its counters.
/// </summary>
internal sealed unsafe class CoverageMap : IDisposable
{
    private const int Size = 64 * 1024;

    private readonly byte* _hits = (byte*)NativeMemory.AllocZeroed(Size);

    // One bit for each magnitude of a counter that some run has shown: once, twice, 3, 4 to 7, 8 to 15, 16 to 31, 32 to 127, more.
    private readonly byte[] _seen = new byte[Size];
    private readonly List<int> _reached = [];

    public CoverageMap() => Trace.SharedMem = _hits;

    /// <summary>How many pairs of branches all runs together have reached.</summary>
    public int EdgeCount { get; private set; }

    /// <summary>The pairs that the last run reached.</summary>
    public IReadOnlyList<int> LastEdges => _reached;

    private Span<byte> Hits => new(_hits, Size);

    /// <summary>Begins a run.</summary>
    public void Start()
    {
        Hits.Clear();
        Trace.PrevLocation = 0;
    }

    /// <summary>Ends a run.</summary>
    /// <returns>Whether it reached a pair that no run had reached, or one in another magnitude.</returns>
    public bool Finish()
    {
        _reached.Clear();
        bool isNew = false;
        ReadOnlySpan<byte> hits = Hits;
        for (int at = 0; at < Size; at++)
        {
            int next = hits[at..].IndexOfAnyExcept((byte)0);
            if (next < 0)
            {
                break;
            }

            at += next;
            _reached.Add(at);
            byte magnitude = MagnitudeOf(hits[at]);
            if ((_seen[at] & magnitude) == 0)
            {
                EdgeCount += _seen[at] == 0 ? 1 : 0;
                _seen[at] |= magnitude;
                isNew = true;
            }
        }

        return isNew;
    }

    public void Dispose() => NativeMemory.Free(_hits);

    private static byte MagnitudeOf(byte count) => count switch
    {
        <= 3 => (byte)(1 << (count - 1)),
        < 64 => (byte)(1 << (BitOperations.Log2(count) + 1)),
        < 128 => 1 << 6,
        _ => 1 << 7,
    };
}
