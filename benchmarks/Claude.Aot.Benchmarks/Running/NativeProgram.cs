using System.Diagnostics;

namespace Claude.Aot.Benchmarks;

/// <summary>The native program beside this one, which has every reader and client but those of the official package.</summary>
internal static class NativeProgram
{
    /// <summary>Publishes it.</summary>
    /// <returns>Its path.</returns>
    public static Task<string> PublishAsync() => NativePublish.RunAsync(Repository.PathOf("benchmarks", "Claude.Aot.Benchmarks.Native"));

    /// <summary>Publishes it and runs it to its end; its output is this program's.</summary>
    /// <returns>Its exit code.</returns>
    public static async Task<int> RunAsync(IEnumerable<string> arguments)
    {
        using Process process = Process.Start(await PublishAsync(), arguments);
        await process.WaitForExitAsync();
        return process.ExitCode;
    }
}
