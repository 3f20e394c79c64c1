using System.Diagnostics;

namespace Claude.Aot.Internal;

/// <summary>
/// Counts the bytes and entries that are looked at or moved, so that tests can show that twice the input is twice the work. Only Debug builds count.
/// </summary>
internal static class Work
{
#if DEBUG
    [ThreadStatic]
    private static long s_steps;

    /// <summary>What this thread has done so far; null if nothing counts.</summary>
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
