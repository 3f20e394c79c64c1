using Claude.Aot.Tests.Infrastructure;

namespace Claude.Aot.Tests.Native;

/// <summary>
/// Compiles programs natively. All that do so are in one collection, one after the other, and share a folder: the library is built once for all of them, and none
/// touches what an editor or another build may be writing.
/// </summary>
internal static class NativeBuild
{
    /// <summary>The collection of tests that build.</summary>
    public const string Collection = "Builds";

    /// <summary>Where all of them build.</summary>
    public static string ArtifactsPath { get; } = Path.Combine(AppContext.BaseDirectory, "native");

    /// <summary>Publishes a project; a warning of the native compiler is an error.</summary>
    /// <returns>The program's path.</returns>
    public static async Task<string> PublishAsync(string project, string programName)
    {
        NativeToolchain.Require();
        string output = Path.Combine(ArtifactsPath, "out", programName);
        // The analyzers have seen the code when these tests were built; what is looked at here is what the native compiler warns about.
        await Command.RunAsync("dotnet", "publish", project, "-c", "Release", "-p:RunAnalyzers=false", "--artifacts-path", ArtifactsPath, "--output", output);
        return ProgramIn(output, programName);
    }

    /// <summary>The path of a native program.</summary>
    public static string ProgramIn(string folder, string name) => Path.Combine(folder, OperatingSystem.IsWindows() ? $"{name}.exe" : name);
}
