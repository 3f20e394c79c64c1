namespace Claude.Aot.Tests.Shared;

/// <summary>The sizes of reads in which every body is fed.</summary>
internal static class ReadSizes
{
    private const int LargeBody = 256 * 1024;

    // Byte by byte; odd primes that walk over every boundary; about one network packet; all at once.
    private static readonly int[] s_all = [1, 2, 3, 7, 61, 1400, int.MaxValue];

    // The same boundaries come up in small bodies; what a large one adds is growth.
    private static readonly int[] s_forLargeBodies = [61, 1400, int.MaxValue];

    public static IEnumerable<int> For(byte[] body) => body.Length > LargeBody ? s_forLargeBodies : s_all;
}
