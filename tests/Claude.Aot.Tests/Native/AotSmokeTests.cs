using System.Diagnostics;
using Claude.Aot.Tests.Infrastructure;

namespace Claude.Aot.Tests.Native;

public sealed class AotSmokeTests
{
    [Fact]
    public async Task Package_CompiledNatively_GivesTheSameResultsOverTheCorpus()
    {
        NativeToolchain.Require();
        // A folder of its own: it shares nothing with a build that an editor may be running. The analyzers have seen the code when these tests were built;
        // what is looked at here is what the native compiler warns about.
        string folder = Path.Combine(AppContext.BaseDirectory, "native");
        string program = Path.Combine(folder, "out", OperatingSystem.IsWindows() ? "Claude.Aot.AotSmoke.exe" : "Claude.Aot.AotSmoke");
        await RunAsync(
            "dotnet", "publish", Repository.PathOf("tests", "Claude.Aot.AotSmoke"), "-c", "Release", "-p:RunAnalyzers=false", "--artifacts-path", folder, "--output", Path.GetDirectoryName(program)!);

        string output = await RunAsync(program, Repository.PathOf("tests", "Corpus"));

        Assert.EndsWith(" passed, 0 failed", output.TrimEnd(), StringComparison.Ordinal);
    }

    private static async Task<string> RunAsync(string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{program} ended with {process.ExitCode}:\n{output}\n{await error}");
        return output;
    }
}
