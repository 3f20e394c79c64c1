namespace Claude.Aot.Benchmarks;

/// <summary>The clients that need no package other than .NET and this library.</summary>
internal static class ScaleClients
{
    public const string ClaudeAot = "Claude.Aot";
    public const string Drop = "HttpClient";
    public const string SourceGen = "SseParser+SourceGen";

    /// <summary>Creates a client.</summary>
    /// <returns>Null if no client has the name.</returns>
    public static IScaleClient? TryCreate(string name, Uri address, Version httpVersion) => name switch
    {
        ClaudeAot => new ClaudeAotScaleClient(address, httpVersion),
        Drop => new DropScaleClient(address, httpVersion),
        SourceGen => new SourceGenScaleClient(address, httpVersion),
        _ => null,
    };
}
