using System.Diagnostics;

namespace Claude.Aot.Internal;

/// <summary>
/// Counts the bytes and entries that are read or moved, so that tests can verify that the work grows linearly with the input. Only Debug builds count.
/// </summary>
internal static class Work
{
#if DEBUG
    [ThreadStatic]
    private static long s_steps;

    /// <summary>Gets the number of steps that this thread has counted so far; null if this build does not count.</summary>
    public static long? Steps => s_steps;
#else
    public static long? Steps => null;
#endif

    [Conditional("DEBUG")]
    public static void Count(int steps)
    {
#if DEBUG
        s_steps += steps;
#endif
    }
}
