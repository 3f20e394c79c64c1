namespace Claude.Aot.Benchmarks;

/// <summary>How this program is started.</summary>
internal static class Invocation
{
    /// <summary>What comes before the name of a mode, from the root of the repository.</summary>
    public const string Prefix = "dotnet run -c Release --project benchmarks/Claude.Aot.Benchmarks --";
}
