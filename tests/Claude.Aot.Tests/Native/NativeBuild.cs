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

    /// <summary>
    /// What spares a command time and leaves the program as it is: the analyzers have seen the code, and the audit the packages, when these tests were built, and nobody
    /// debugs it. Symbols for that would take a quarter of the time; without them the program lacks the name of their file, a hundred bytes.
    /// </summary>
    public static IReadOnlyList<string> Savings { get; } = ["--property:RunAnalyzers=false", "--property:NuGetAudit=false", "--property:NativeDebugSymbols=false"];

    /// <summary>Publishes a project; a warning of the native compiler is an error.</summary>
    /// <returns>The program's path.</returns>
    public static async Task<string> PublishAsync(string project, string programName, params string[] properties)
    {
        NativeToolchain.Require();
        string output = Path.Combine(ArtifactsPath, "out", programName);
        await Command.RunAsync("dotnet", ["publish", project, "-c", "Release", .. Savings, .. properties, "--artifacts-path", ArtifactsPath, "--output", output]);
        return ProgramIn(output, programName);
    }

    /// <summary>The path of a native program.</summary>
    public static string ProgramIn(string folder, string name) => Path.Combine(folder, OperatingSystem.IsWindows() ? $"{name}.exe" : name);
}
