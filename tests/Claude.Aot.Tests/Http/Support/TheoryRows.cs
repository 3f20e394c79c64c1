using Claude.Aot.Tests.Shared.Http;

namespace Claude.Aot.Tests.Http.Support;

/// <summary>What several classes of tests run for each of.</summary>
internal static class TheoryRows
{
    /// <summary>The versions of HTTP that the server and the client both speak without TLS.</summary>
    public static TheoryData<string> HttpVersions => [.. Scripts.HttpVersions];
}
