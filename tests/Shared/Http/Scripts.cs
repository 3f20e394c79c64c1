using Claude.Aot.Testing;

namespace Claude.Aot.Tests.Shared.Http;

/// <summary>Responses that many tests play.</summary>
internal static class Scripts
{
    /// <summary>The versions of HTTP that the server and the client both speak without TLS.</summary>
    public static IReadOnlyList<string> HttpVersions { get; } = ["1.1", "2.0"];

    /// <summary>A whole message that says "Hello".</summary>
    public static ResponseScript Hello { get; } = new MessageScript().Text("Hel", "lo").End();

    /// <summary>An error that may pass.</summary>
    public static ResponseScript Overloaded { get; } = ResponseScript.Error(529, "overloaded_error", "Overloaded");

    /// <summary>How many events <see cref="Hello"/> has before its first text has come: start, block start, "Hel".</summary>
    public const int EventsUntilHel = 3;
}
