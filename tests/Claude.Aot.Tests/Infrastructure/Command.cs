using System.Diagnostics;

namespace Claude.Aot.Tests.Infrastructure;

/// <summary>Runs programs to their end.</summary>
internal static class Command
{
    // Compiling natively on a busy machine takes minutes.
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(20);

    /// <summary>Runs a program. If it fails, the test fails with everything that it printed.</summary>
    /// <returns>The standard output.</returns>
    public static Task<string> RunAsync(string program, params IEnumerable<string> arguments) => RunWithAsync([], program, arguments);

    /// <inheritdoc cref="RunAsync"/>
    public static Task<string> RunWithAsync(IEnumerable<(string Name, string Value)> environment, string program, params IEnumerable<string> arguments) =>
        RunInAsync(Environment.CurrentDirectory, environment, program, arguments);

    /// <summary>Runs a program in a folder, as a person does who has changed to it.</summary>
    /// <inheritdoc cref="RunAsync"/>
    public static async Task<string> RunInAsync(
        string folder, IEnumerable<(string Name, string Value)> environment, string program, params IEnumerable<string> arguments)
    {
        CommandResult result = await RunToEndAsync(folder, environment, program, arguments);
        Assert.True(result.ExitCode == 0, $"{program} ended with {result.ExitCode}:\n{result.Output}\n{result.Error}");
        return result.Output;
    }

    /// <summary>Runs a program that may fail.</summary>
    public static Task<CommandResult> RunToEndAsync(
        IEnumerable<(string Name, string Value)> environment, string program, params IEnumerable<string> arguments) =>
        RunToEndAsync(Environment.CurrentDirectory, environment, program, arguments);

    private static async Task<CommandResult> RunToEndAsync(
        string folder, IEnumerable<(string Name, string Value)> environment, string program, IEnumerable<string> arguments)
    {
        using var patience = new CancellationTokenSource(s_patience);
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
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
            return new CommandResult(process.ExitCode, output, await error);
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

/// <summary>The exit code and the output of a program.</summary>
internal sealed record CommandResult(int ExitCode, string Output, string Error);
