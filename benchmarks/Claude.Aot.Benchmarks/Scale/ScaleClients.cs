namespace Claude.Aot.Benchmarks;

/// <summary>The ways of streaming that need no more than the platform.</summary>
internal static class ScaleClients
{
    public const string ClaudeAot = "Claude.Aot";
    public const string Drop = "HttpClient";
    public const string SourceGen = "SseParser+SourceGen";

    /// <summary>Makes one.</summary>
    /// <returns>Null where no client has that name.</returns>
    public static IScaleClient? TryCreate(string name, Uri address, Version httpVersion) => name switch
    {
        ClaudeAot => new ClaudeAotScaleClient(address, httpVersion),
        Drop => new DropScaleClient(address, httpVersion),
        SourceGen => new SourceGenScaleClient(address, httpVersion),
        _ => null,
    };
}
