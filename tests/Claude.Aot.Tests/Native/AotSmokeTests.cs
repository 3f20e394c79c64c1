using System.Diagnostics;
using Claude.Aot.Tests.Infrastructure;

namespace Claude.Aot.Tests.Native;

public sealed class AotSmokeTests
{
    [Fact]
    public async Task Package_CompiledNatively_GivesTheSameResultsOverTheCorpus()
    {
        NativeToolchain.Require();
        string folder = Path.Combine(AppContext.BaseDirectory, "native");
        await RunAsync("dotnet", "publish", Repository.PathOf("tests", "Claude.Aot.AotSmoke"), "-c", "Release", "--artifacts-path", folder);

        string program = Directory.EnumerateFiles(Path.Combine(folder, "publish"), "Claude.Aot.AotSmoke*", SearchOption.AllDirectories)
            .Single(file => Path.GetExtension(file) is "" or ".exe" && file.EndsWith("AotSmoke" + Path.GetExtension(file), StringComparison.Ordinal));
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
