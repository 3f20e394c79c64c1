using System.Diagnostics;
using Claude.Aot.Testing;

namespace Claude.Aot.Benchmarks;

/// <summary>Runs programs that stream one message from a server in this process, and measures them from the outside.</summary>
internal sealed class FootprintMeter : IAsyncDisposable
{
    private const int Deltas = 200;

    // The message ends with a message_delta and a message_stop.
    private const int ClosingEvents = 2;

    private readonly StreamInput _input = InputCatalog.All[0].Make(Deltas);
    private ReplayServer _server = null!;
    private ScriptGate _gate = new();

    /// <summary>Starts the server.</summary>
    public static async Task<FootprintMeter> StartAsync()
    {
        var meter = new FootprintMeter();
        ResponseScript script = ResponseScript.FromBytes(meter._input.Body);
        // The programs wait here while their memory is read, because that is not possible after they have ended.
        meter._server = await ReplayServer.StartAsync(new ReplayServerOptions(), _ => script.StallAfter(meter._input.EventCount - ClosingEvents, meter._gate));
        return meter;
    }

    /// <summary>Runs a program to its end.</summary>
    /// <exception cref="InvalidOperationException">The program did not write the text of the message.</exception>
    public FootprintRun Run(FootprintProgram program)
    {
        _gate = new ScriptGate();
        var start = new ProcessStartInfo(program.Path) { RedirectStandardOutput = true };
        start.Environment["ANTHROPIC_API_KEY"] = "none";
        start.Environment["ANTHROPIC_BASE_URL"] = _server.Address.AbsoluteUri;
        byte[] buffer = new byte[4096];
        long started = Stopwatch.GetTimestamp();
        using Process process = Process.Start(start)!;
        Stream output = process.StandardOutput.BaseStream;
        long text = output.Read(buffer);
        TimeSpan firstText = Stopwatch.GetElapsedTime(started);
        for (int length = 1; length > 0 && text < _input.TextBytes; text += length)
        {
            length = output.Read(buffer);
        }

        process.Refresh();
        long peak = text == _input.TextBytes ? process.PeakWorkingSet64 : throw new InvalidOperationException($"{program.Path} wrote {text} bytes where {_input.TextBytes} were expected.");
        _gate.Release();
        process.WaitForExit();
        return process.ExitCode == 0
            ? new FootprintRun(firstText.TotalMilliseconds, peak)
            : throw new InvalidOperationException($"{program.Path} ended with {process.ExitCode}.");
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
