namespace Claude.Aot.Tests.Shared.Fuzzing;

/// <summary>A part of the library that accepts any bytes, with the checks that must hold for all of them.</summary>
/// <param name="Name">The name that commands and folders use.</param>
/// <param name="RunAsync">Runs the target on one input. It throws if it finds something. It completes synchronously, because it reads from memory.</param>
/// <param name="Words">Pieces of input that random bytes would rarely contain.</param>
internal sealed record FuzzTarget(string Name, Func<byte[], Task> RunAsync, IReadOnlyList<byte[]> Words)
{
    /// <summary>Gets all targets.</summary>
    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        new("sse", SseTarget.RunAsync, FuzzWords.Sse),
        new("events", EventsTarget.RunAsync, FuzzWords.Events),
        new("json", JsonTarget.RunAsync, FuzzWords.Json),
        new("fold", FoldTarget.RunAsync, []),
        new("work", WorkTarget.RunAsync, []),
    ];
}
