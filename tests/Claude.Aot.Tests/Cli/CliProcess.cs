using System.Diagnostics;
using System.Text;
using Claude.Aot.Tests.Infrastructure;

namespace Claude.Aot.Tests.Cli;

/// <summary>The console app, built with these tests, as a process of its own.</summary>
internal sealed class CliProcess : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(1);
    private static readonly string s_program =
        Repository.PathOf("src", "Claude.Cli", "bin", Repository.Configuration, "net10.0", "claude-aot.dll");

    private const string Script = "/usr/bin/script";
    private static readonly string s_host = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    private readonly Process _process;
    private readonly CancellationTokenSource _patience = new(s_patience);

    private CliProcess(string program, IEnumerable<string> arguments, IEnumerable<(string Name, string Value)> environment, string folder = "")
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardErrorEncoding = Encoding.UTF8,
        };
        // Output is UTF-8 whatever the locale says.
        start.Environment["LC_ALL"] = "C";
        foreach (string name in (string[])["ANTHROPIC_API_KEY", "ANTHROPIC_AUTH_TOKEN", "ANTHROPIC_BASE_URL", "NO_COLOR"])
        {
            start.Environment.Remove(name);
        }

        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        _process = Process.Start(start)!;
    }

    public Stream Input => _process.StandardInput.BaseStream;

    public Stream Output => _process.StandardOutput.BaseStream;

    /// <summary>Starts it with a standard input that stays open.</summary>
    public static CliProcess Start(params IEnumerable<string> arguments) => new(s_host, ["exec", s_program, .. arguments], []);

    /// <summary>Starts it in another folder than the current one, with a standard input that stays open.</summary>
    public static CliProcess StartIn(string folder, params IEnumerable<string> arguments) => new(s_host, ["exec", s_program, .. arguments], [], folder);

    /// <summary>Starts it with variables of the environment, which has none of the API's otherwise, and with a standard input that is empty.</summary>
    public static CliProcess StartWith(IEnumerable<(string Name, string Value)> environment, params IEnumerable<string> arguments)
    {
        CliProcess process = new(s_host, ["exec", s_program, .. arguments], environment);
        process.CloseInput();
        return process;
    }

    /// <summary>Starts it on a pseudo-terminal: standard input is what is typed, and the terminal shows both outputs.</summary>
    public static CliProcess StartOnTerminal(IEnumerable<(string Name, string Value)> environment, params IEnumerable<string> arguments)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && File.Exists(Script), "There is no command that opens a pseudo-terminal.");
        string command = string.Join(' ', ((string[])[s_host, "exec", s_program, .. arguments]).Select(argument => $"'{argument.Replace("'", @"'\''", StringComparison.Ordinal)}'"));

        // Otherwise Ctrl+C makes the terminal discard output that it has not shown yet, such as the next prompt.
        string start = $"stty noflsh; exec {command}";
        return new(Script, ["--quiet", "--return", "--flush", "--command", start, "/dev/null"], environment);
    }

    /// <summary>Starts another program than the one built with these tests.</summary>
    public static CliProcess StartProgram(string program, IEnumerable<(string Name, string Value)> environment, params IEnumerable<string> arguments) =>
        new(program, arguments, environment);

    public static Task<CliResult> RunAsync(params IEnumerable<string> arguments) => RunWithInputAsync(default, arguments);

    public static async Task<CliResult> RunWithInputAsync(ReadOnlyMemory<byte> input, params IEnumerable<string> arguments)
    {
        using CliProcess process = Start(arguments);
        Task<CliResult> result = process.FinishAsync();
        await process.FeedAsync(input);
        process.CloseInput();
        return await result;
    }

    /// <summary>Reads both outputs to their ends and waits for the exit.</summary>
    public async Task<CliResult> FinishAsync()
    {
        Task<string> error = ReadErrorAsync();
        using var output = new MemoryStream();
        await Output.CopyToAsync(output, _patience.Token);
        return new(await WaitForExitAsync(), output.ToArray(), await error);
    }

    public Task<string> ReadErrorAsync() => _process.StandardError.ReadToEndAsync(_patience.Token);

    public async Task<int> WaitForExitAsync()
    {
        await _process.WaitForExitAsync(_patience.Token);
        return _process.ExitCode;
    }

    /// <summary>Writes to standard input.</summary>
    /// <returns>False when the process no longer reads.</returns>
    public async Task<bool> FeedAsync(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            await Input.WriteAsync(bytes, _patience.Token);
            await Input.FlushAsync(_patience.Token);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    public void CloseInput()
    {
        try
        {
            Input.Dispose();
        }
        catch (IOException)
        {
            // The process ended without reading it all.
        }
    }

    /// <summary>Reads standard output up to and with the next line end.</summary>
    public async Task<string> ReadLineAsync()
    {
        var line = new MemoryStream();
        byte[] one = new byte[1];
        while (await Output.ReadAsync(one, _patience.Token) == 1 && one[0] != (byte)'\n')
        {
            line.WriteByte(one[0]);
        }

        return Encoding.UTF8.GetString(line.ToArray());
    }

    /// <summary>Reads standard output until it has shown a text.</summary>
    /// <returns>Everything up to the text, and the text.</returns>
    public async Task<string> ReadUntilAsync(string text)
    {
        var shown = new MemoryStream();
        byte[] one = new byte[1];
        while (!Encoding.UTF8.GetString(shown.GetBuffer(), 0, (int)shown.Length).EndsWith(text, StringComparison.Ordinal))
        {
            Assert.True(await Output.ReadAsync(one, _patience.Token) == 1, $"It ended before it showed \"{text}\":\n{Encoding.UTF8.GetString(shown.ToArray())}");
            shown.WriteByte(one[0]);
        }

        return Encoding.UTF8.GetString(shown.ToArray());
    }

    /// <summary>Writes a line to standard input.</summary>
    public Task TypeAsync(string line) => FeedAsync(Encoding.UTF8.GetBytes($"{line}\n"));

    /// <summary>What Ctrl+C does on a terminal.</summary>
    public async Task InterruptAsync()
    {
        using Process kill = Process.Start("sh", ["-c", $"kill -INT {_process.Id}"]);
        await kill.WaitForExitAsync(_patience.Token);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
        _patience.Dispose();
    }
}
