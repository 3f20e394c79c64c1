using System.Diagnostics;

namespace Claude.Aot.Tests.Infrastructure;

/// <summary>A program that is run to its end.</summary>
internal static class Command
{
    // Compiling natively on a busy machine takes minutes.
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(10);

    /// <summary>Runs a program, and fails with all that it printed where it does.</summary>
    /// <returns>What it wrote to standard output.</returns>
    public static Task<string> RunAsync(string program, params IEnumerable<string> arguments) => RunWithAsync([], program, arguments);

    /// <inheritdoc cref="RunAsync"/>
    public static async Task<string> RunWithAsync(IEnumerable<(string Name, string Value)> environment, string program, params IEnumerable<string> arguments)
    {
        using var patience = new CancellationTokenSource(s_patience);
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        using Process process = Process.Start(start)!;
        try
        {
            Task<string> error = process.StandardError.ReadToEndAsync(patience.Token);
            string output = await process.StandardOutput.ReadToEndAsync(patience.Token);
            await process.WaitForExitAsync(patience.Token);
            Assert.True(process.ExitCode == 0, $"{program} ended with {process.ExitCode}:\n{output}\n{await error}");
            return output;
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }
}
