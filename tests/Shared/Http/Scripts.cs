using Claude.Aot.Testing;

namespace Claude.Aot.Tests.Shared.Http;

/// <summary>Responses that many tests use.</summary>
internal static class Scripts
{
    /// <summary>The HTTP versions that the server and the client both support without TLS.</summary>
    public static IReadOnlyList<string> HttpVersions { get; } = ["1.1", "2.0"];

    /// <summary>A complete message with the text "Hello".</summary>
    public static ResponseScript Hello { get; } = new MessageScript().Text("Hel", "lo").End();

    /// <summary>A transient error.</summary>
    public static ResponseScript Overloaded { get; } = ResponseScript.Error(529, "overloaded_error", "Overloaded");

    /// <summary>The number of events of <see cref="Hello"/> up to its first text: start, block start, "Hel".</summary>
    public const int EventsUntilHel = 3;
}
