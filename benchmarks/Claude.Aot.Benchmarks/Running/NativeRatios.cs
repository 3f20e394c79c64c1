using System.Diagnostics;

namespace Claude.Aot.Benchmarks;

/// <summary>The short mode in a native program of its own, which has every reader but those of the official package.</summary>
internal static class NativeRatios
{
    /// <summary>Publishes the program and runs it to its end.</summary>
    /// <returns>Its exit code.</returns>
    public static async Task<int> RunAsync(IEnumerable<string> arguments)
    {
        string program = await NativePublish.RunAsync(Repository.PathOf("benchmarks", "Claude.Aot.Benchmarks.Native"));
        using Process process = Process.Start(program, arguments);
        await process.WaitForExitAsync();
        return process.ExitCode;
    }
}
