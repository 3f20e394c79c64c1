using Claude.Aot.Tests.Shared.Fuzzing;

namespace Claude.Aot.Tests.Streaming;

/// <summary>Twice of anything that the wire can carry many of is twice the work.</summary>
[Collection(nameof(Measured))]
public sealed class LinearWorkTests
{
    private const int Count = 1_000;

    // So deep that twice of it is within the limit of a stream.
    private const int Levels = 60;

    // The project's own budget (docs/reliability.md).
    private const double Most = 2.2;

    public static TheoryData<string, string> Shapes => new MatrixTheoryData<string, string>(WorkTarget.Ways.Keys, HostileStream.Shapes.Keys);

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Stream_TwiceOfAShape_TakesTwiceTheWork(string way, string shape) =>
        WorkTarget.Verify(way, [(shape, shape == "nested results" ? Levels : Count)], Most);

    /// <summary>A view looks at the message with every event, whatever the message consists of.</summary>
    [Theory]
    [MemberData(nameof(Starts))]
    public void Views_OfAMessageThatBecameLong_TakeTheSameWorkForEachEvent(string shape) =>
        WorkTarget.Verify("views", [(shape, Count / 2), ("deltas without an index", Count / 2)], Most);

    public static TheoryData<string> Starts => [.. HostileStream.Shapes.Keys.Where(static shape => shape.StartsWith("members", StringComparison.Ordinal))];
}
