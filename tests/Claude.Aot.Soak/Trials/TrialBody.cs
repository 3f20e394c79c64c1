using Claude.Aot.Testing;
using Claude.Aot.Tests.Shared;

namespace Claude.Aot.Soak.Trials;

/// <summary>A body, and what the message is after each of its events.</summary>
internal sealed class TrialBody(ResponseScript script)
{
    public ResponseScript Script => script;

    public CutPlan Plan { get; } = new(script.Body.ToArray());

    /// <summary>Whole messages, from a few bytes to more than a connection's buffers take.</summary>
    public static IReadOnlyList<TrialBody> Whole { get; } =
    [
        new(new MessageScript().Text("Hel", "lo").End()),
        new(new MessageScript().Text([.. Enumerable.Range(0, 50).Select(number => $"{number} ")]).End()),
        new(new MessageScript().Ping().Thinking("c2lnbmF0dXJl", "wörld ", "☀ ", "😀").Text("a \"quoted\" ", "text").ToolUse("search", "{\"q\":", "\"Zürich\"", ",\"n\":[1,2", "]}").Ping().End("tool_use")),
        new(new MessageScript().Text([.. Enumerable.Range(0, 60).Select(number => $"{number}: {new string('x', 4_000)}")]).End()),
    ];

    /// <summary>Messages that an <c>error</c> event ends.</summary>
    public static IReadOnlyList<TrialBody> WithErrorEvent { get; } =
    [
        new(new MessageScript().Error("overloaded_error", "Overloaded").ToScript()),
        new(new MessageScript().Text("a", "b").Error("api_error", "Internal").ToScript()),
    ];

    /// <summary>Messages in which an event is not JSON.</summary>
    public static IReadOnlyList<TrialBody> WithGarbage { get; } = [new(new MessageScript().Text("a", "b").ToScript())];
}
