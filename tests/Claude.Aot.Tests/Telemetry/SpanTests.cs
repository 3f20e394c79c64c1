using Claude.Aot.Tests.Infrastructure;
using Claude.Aot.Tests.Shared.Promises;

namespace Claude.Aot.Tests.Telemetry;

/// <summary>Spans and metrics, seen by listeners.</summary>
public sealed class SpanTests
{
    public static TheoryData<string> Messages => SpanCheck.Cases().Names();

    public static TheoryData<string> Ends => SpanEndCheck.Cases().Names();

    public static TheoryData<string> Tools => ToolSpanCheck.Cases().Names();

    [Theory]
    [MemberData(nameof(Messages))]
    public Task Message_HasTheTelemetryOfTheConventions(string check) => SpanCheck.Cases().RunAsync(check);

    [Theory]
    [MemberData(nameof(Ends))]
    public Task Span_EndsOnceWithTheOutcomeOfTheCall(string check) => SpanEndCheck.Cases().RunAsync(check);

    [Theory]
    [MemberData(nameof(Tools))]
    public Task Tool_HasASpan(string check) => ToolSpanCheck.Cases().RunAsync(check);
}
