using System.Diagnostics;
using System.Text;

namespace Claude.Aot.Samples.Tests.Support;

/// <summary>A program of the cookbook as a process of its own. Its environment has a key, and the address of the server that answers.</summary>
internal sealed class SampleProcess : IDisposable
{
    public const string Key = "sk-ant-for-nobody";

    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    private readonly Process _process;
    private readonly CancellationTokenSource _patience = new(s_patience);

    private SampleProcess(Process process) => _process = process;

    private Stream Output => _process.StandardOutput.BaseStream;

    /// <param name="command">The program and its arguments.</param>
    /// <param name="server">What answers it.</param>
    /// <param name="input">All of its standard input.</param>
    public static SampleProcess Start(string[] command, ReplayServer server, string input = "")
    {
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardErrorEncoding = Encoding.UTF8,
        };
        // Output is UTF-8, and numbers and times look the same, whatever the locale.
        start.Environment["LC_ALL"] = "C";
        start.Environment["ANTHROPIC_API_KEY"] = Key;
        start.Environment["ANTHROPIC_BASE_URL"] = server.Address.ToString();
        start.Environment.Remove("ANTHROPIC_AUTH_TOKEN");
        var process = new SampleProcess(Process.Start(start)!);
        process._process.StandardInput.Write(input);
        process._process.StandardInput.Close();
        return process;
    }

    /// <summary>Runs a program to its end.</summary>
    /// <inheritdoc cref="Start"/>
    public static async Task<SampleResult> RunAsync(string[] command, ReplayServer server, string input = "")
    {
        using SampleProcess process = Start(command, server, input);
        return await process.FinishAsync();
    }

    /// <summary>Waits for so many bytes of standard output.</summary>
    public async Task<string> ReadAsync(int bytes)
    {
        byte[] read = new byte[bytes];
        await Output.ReadExactlyAsync(read, _patience.Token);
        return Encoding.UTF8.GetString(read);
    }

    /// <summary>Reads what is left of both outputs, and waits for the exit.</summary>
    public async Task<SampleResult> FinishAsync()
    {
        Task<string> error = _process.StandardError.ReadToEndAsync(_patience.Token);
        using var output = new MemoryStream();
        await Output.CopyToAsync(output, _patience.Token);
        await _process.WaitForExitAsync(_patience.Token);
        return new(_process.ExitCode, Lines(Encoding.UTF8.GetString(output.ToArray())), Lines(await error));
    }

    /// <summary>What Ctrl+C does on a terminal.</summary>
    public async Task InterruptAsync()
    {
        using Process kill = Process.Start("sh", ["-c", $"kill -INT {_process.Id}"]);
        await kill.WaitForExitAsync(_patience.Token);
    }

    /// <summary>Ends the process here and now.</summary>
    public void Kill() => _process.Kill();

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
        _patience.Dispose();
    }

    private static string Lines(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal);
}
