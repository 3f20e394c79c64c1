using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Claude.Aot.Tests.Shared.Fuzzing;

/// <summary>In which pieces an input is fed, and in what kind of memory.</summary>
internal sealed record FeedPlan(IReadOnlyList<int> Sizes, MemoryKind Kind, int SegmentsPerRead)
{
    // A segment for each byte costs the square of an event's length.
    private const int MaxBytewise = 512;

    /// <summary>All at once.</summary>
    public static FeedPlan Whole { get; } = new([], MemoryKind.Exact, 1);

    /// <summary>The plans by which an input is fed: whole, byte by byte, and one that the input itself decides, so that every mutation brings new ones and every one can be replayed.</summary>
    public static IEnumerable<FeedPlan> For(byte[] input)
    {
        yield return Whole;
        if (input.Length <= MaxBytewise)
        {
            yield return new FeedPlan([.. Enumerable.Repeat(1, input.Length)], MemoryKind.Guarded, 1);
        }

        yield return Any(input.Length, RandomFor(input));
    }

    /// <summary>A source of numbers that depends on the input and on nothing else.</summary>
    public static Random RandomFor(byte[] input) => new(BinaryPrimitives.ReadInt32LittleEndian(SHA256.HashData(input)));

    /// <summary>Any plan for that many bytes.</summary>
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

    /// <summary>A pipe that feeds the bytes by this plan.</summary>
    public ScriptedPipe Open(byte[] bytes) => new(bytes, Sizes, Kind, SegmentsPerRead);

    public override string ToString() => $"{Kind} memory, {SegmentsPerRead} segments per read of {(Sizes.Count == 0 ? "all" : string.Join(',', Sizes))}";
}
