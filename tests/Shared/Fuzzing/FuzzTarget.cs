namespace Claude.Aot.Tests.Shared.Fuzzing;

/// <summary>A part of the library that takes any bytes, with the checks that must hold for all of them.</summary>
/// <param name="Name">How commands and folders call it.</param>
/// <param name="RunAsync">Runs it on one input. It throws whatever it finds, and completes at once: it reads from memory.</param>
/// <param name="Words">Pieces of input that random bytes would seldom hit.</param>
internal sealed record FuzzTarget(string Name, Func<byte[], Task> RunAsync, IReadOnlyList<byte[]> Words)
{
    /// <summary>All targets.</summary>
    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        new("sse", SseTarget.RunAsync, FuzzWords.Sse),
        new("events", EventsTarget.RunAsync, FuzzWords.Events),
        new("json", JsonTarget.RunAsync, FuzzWords.Json),
        new("fold", FoldTarget.RunAsync, []),
        new("work", WorkTarget.RunAsync, []),
    ];
}
