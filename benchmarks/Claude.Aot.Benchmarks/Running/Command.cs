using System.Diagnostics;

namespace Claude.Aot.Benchmarks;

/// <summary>Runs programs to their end.</summary>
internal static class Command
{
    /// <summary>Runs a program.</summary>
    /// <returns>The text that the program wrote to standard output.</returns>
    /// <exception cref="InvalidOperationException">The program failed. The message has its output.</exception>
    public static async Task<string> RunAsync(string program, params IEnumerable<string> arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{program} ended with {process.ExitCode}.\n{output}");
    }
}
