namespace Claude.Aot.Tests.Shared;

/// <summary>The read sizes with which every body is fed.</summary>
internal static class ReadSizes
{
    private const int LargeBody = 256 * 1024;

    // Byte by byte, odd primes that reach every boundary, about one network packet, and all at once.
    private static readonly int[] s_all = [1, 2, 3, 7, 61, 1400, int.MaxValue];

    // Small bodies already cover the boundaries. Large bodies additionally cover the growth of buffers.
    private static readonly int[] s_forLargeBodies = [61, 1400, int.MaxValue];

    public static IEnumerable<int> For(byte[] body) => body.Length > LargeBody ? s_forLargeBodies : s_all;
}
