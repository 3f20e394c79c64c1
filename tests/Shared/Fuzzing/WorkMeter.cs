namespace Claude.Aot.Tests.Shared.Fuzzing;

/// <summary>What some work has cost this thread.</summary>
/// <param name="Steps">The bytes and entries that the library has looked at or moved; null in a build that does not count them.</param>
/// <param name="Allocated">The bytes that were allocated.</param>
internal readonly record struct WorkMeter(long? Steps, long Allocated)
{
    // What is not in proportion to the input: arrays that the pool had none of, tables that have doubled.
    private const long FreeSteps = 4 * 1024;
    private const long FreeBytes = 96 * 1024;

    public static WorkMeter Measure(Action work)
    {
        long? steps = Work.Steps;
        long allocated = GC.GetAllocatedBytesForCurrentThread();
        work();
        return new WorkMeter(Work.Steps - steps, GC.GetAllocatedBytesForCurrentThread() - allocated);
    }

    /// <summary>Verifies that twice the input was at most little more than twice the work.</summary>
    /// <param name="once">The work for the input.</param>
    /// <param name="twice">The work for twice the input.</param>
    /// <param name="most">How many times the work it may be: what doubling of buffers adds weighs more in small inputs.</param>
    /// <param name="what">What was measured.</param>
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
