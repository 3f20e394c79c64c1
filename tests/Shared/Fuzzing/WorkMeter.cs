namespace Claude.Aot.Tests.Shared.Fuzzing;

/// <summary>The work that some code has caused on this thread.</summary>
/// <param name="Steps">The number of bytes and entries that the library examined or moved; null in a build that does not count them.</param>
/// <param name="Allocated">The number of bytes that were allocated.</param>
internal readonly record struct WorkMeter(long? Steps, long Allocated)
{
    // An allowance for work that does not grow with the input, such as arrays that the pool did not have and tables that were enlarged.
    private const long FreeSteps = 4 * 1024;
    private const long FreeBytes = 96 * 1024;

    public static WorkMeter Measure(Action work)
    {
        long? steps = Work.Steps;
        long allocated = GC.GetAllocatedBytesForCurrentThread();
        work();
        return new WorkMeter(Work.Steps - steps, GC.GetAllocatedBytesForCurrentThread() - allocated);
    }

    /// <summary>Verifies that twice the input causes at most slightly more than twice the work.</summary>
    /// <param name="once">The work for the input.</param>
    /// <param name="twice">The work for twice the input.</param>
    /// <param name="most">The maximum factor of the work. It is larger for small inputs, for which the enlargement of buffers matters more.</param>
    /// <param name="what">A description of the measured code.</param>
    public static void VerifyLinear(WorkMeter once, WorkMeter twice, double most, string what)
    {
        Check.That(
            twice.Steps is null || twice.Steps <= (most * once.Steps) + FreeSteps,
            $"{what}: {once.Steps} steps became {twice.Steps}, for twice the bytes.");
        Check.That(
            twice.Allocated <= (most * once.Allocated) + FreeBytes,
            $"{what}: {once.Allocated} allocated bytes became {twice.Allocated}, for twice the bytes.");
    }
}
