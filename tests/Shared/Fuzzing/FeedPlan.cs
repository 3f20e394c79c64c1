using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Claude.Aot.Tests.Shared.Fuzzing;

/// <summary>Determines the pieces and the kind of memory in which an input is fed.</summary>
internal sealed record FeedPlan(IReadOnlyList<int> Sizes, MemoryKind Kind, int SegmentsPerRead)
{
    // With one segment per byte, the cost grows with the square of an event's length.
    private const int MaxBytewise = 512;

    /// <summary>Gets the plan that feeds all bytes at once.</summary>
    public static FeedPlan Whole { get; } = new([], MemoryKind.Exact, 1);

    /// <summary>
    /// Returns the plans for an input: whole, byte by byte, and one that depends on the input itself, so that every mutation gives new plans and every plan can
    /// be replayed.
    /// </summary>
    public static IEnumerable<FeedPlan> For(byte[] input)
    {
        yield return Whole;
        if (input.Length <= MaxBytewise)
        {
            yield return new FeedPlan([.. Enumerable.Repeat(1, input.Length)], MemoryKind.Guarded, 1);
        }

        yield return Any(input.Length, RandomFor(input));
    }

    /// <summary>Creates a source of random numbers that depends only on the input.</summary>
    public static Random RandomFor(byte[] input) => new(BinaryPrimitives.ReadInt32LittleEndian(SHA256.HashData(input)));

    /// <summary>Creates a random plan for a number of bytes.</summary>
    public static FeedPlan Any(int length, Random random)
    {
        int largest = random.Next(3) switch
        {
            0 => 4,
            1 => 60,
            _ => Math.Max(length, 1),
        };
        List<int> sizes = [];
        for (int left = length; left > 0; left -= sizes[^1])
        {
            sizes.Add(random.Next(largest + 1));
        }

        return new FeedPlan(sizes, (MemoryKind)random.Next(3), random.Next(1, 5));
    }

    /// <summary>Creates a pipe that feeds the bytes according to this plan.</summary>
    public ScriptedPipe Open(byte[] bytes) => new(bytes, Sizes, Kind, SegmentsPerRead);

    public override string ToString() => $"{Kind} memory, {SegmentsPerRead} segments per read of {(Sizes.Count == 0 ? "all" : string.Join(',', Sizes))}";
}
