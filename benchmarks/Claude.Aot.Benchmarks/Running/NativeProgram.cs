using System.Diagnostics;

namespace Claude.Aot.Benchmarks;

/// <summary>The native benchmark program, which has all readers and clients except those of the official package.</summary>
internal static class NativeProgram
{
    /// <summary>Publishes the program.</summary>
    /// <returns>The path of the program.</returns>
    public static Task<string> PublishAsync() => NativePublish.RunAsync(Repository.PathOf("benchmarks", "Claude.Aot.Benchmarks.Native"));

    /// <summary>Publishes the program and runs it to its end. Its output becomes the output of this program.</summary>
    /// <returns>The exit code of the program.</returns>
    public static async Task<int> RunAsync(IEnumerable<string> arguments)
    {
        using Process process = Process.Start(await PublishAsync(), arguments);
        await process.WaitForExitAsync();
        return process.ExitCode;
    }
}
