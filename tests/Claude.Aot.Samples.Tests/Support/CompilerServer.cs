using Claude.Aot.Tests.Infrastructure;

namespace Claude.Aot.Samples.Tests.Support;

/// <summary>A compiler that stays loaded for all builds of these tests, which halves the time of each, and for nobody else's: it is gone when they are over.</summary>
internal sealed class CompilerServer(string dotnet)
{
    private readonly string _id = $"claude-aot-{Environment.ProcessId}";

    /// <summary>What makes a build use it.</summary>
    public IEnumerable<string> Arguments => ["-p:UseSharedCompilation=true", $"-p:SharedCompilationId={_id}"];

    /// <param name="compilerFolder">The SDK's folder of compilers.</param>
    public Task ShutDownAsync(string compilerFolder) =>
        Command.RunAsync(dotnet, "exec", Path.Combine(compilerFolder, "bincore", "VBCSCompiler.dll"), "-shutdown", $"-pipename:{_id}");
}
