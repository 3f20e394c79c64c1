namespace Claude.Aot.Tests.Shared;

/// <summary>Recorded streams that need a beta type which the schema does not have yet. The issue on the whole API empties the list.</summary>
internal static class UnsupportedStreams
{
    public static IReadOnlyList<string> Names { get; } = [];
}
