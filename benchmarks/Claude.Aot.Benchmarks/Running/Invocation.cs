namespace Claude.Aot.Benchmarks;

/// <summary>The command line that starts this program.</summary>
internal static class Invocation
{
    /// <summary>The command line before the name of a mode, from the root of the repository.</summary>
    public const string Prefix = "dotnet run -c Release --project benchmarks/Claude.Aot.Benchmarks --";
}
