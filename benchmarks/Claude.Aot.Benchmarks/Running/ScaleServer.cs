using System.Diagnostics;
using System.Globalization;
using Claude.Aot.Testing;

namespace Claude.Aot.Benchmarks;

/// <summary>The process that serves streams. The path of a request selects the mode.</summary>
internal sealed class ScaleServer : IDisposable
{
    /// <summary>The argument that starts this program as a server.</summary>
    public const string Command = "scale-server";

    private const double EventsPerSecond = 50;

    private readonly Process _process;

    private ScaleServer(Process process, Uri address)
    {
        _process = process;
        Address = address;
    }

    public Uri Address { get; }

    /// <summary>Starts a server in a new process, so that its cost does not count for any client.</summary>
    public static async Task<ScaleServer> StartAsync(int events)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(ScaleServer).Assembly.Location, Command, events.ToString(CultureInfo.InvariantCulture)])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        Process process = Process.Start(start)!;
        string address = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The server ended before it listened.");
        return new ScaleServer(process, new Uri(address));
    }

    /// <summary>Runs the server until its standard input ends.</summary>
    public static async Task RunAsync(int events)
    {
        ScaleScript scale = ScaleScript.Make(events);
        ResponseScript whole = ResponseScript.FromBytes(scale.Body);
        ResponseScript paced = whole.WithPace(EventsPerSecond);
        var gate = new ScriptGate();
        await using ReplayServer server = await ReplayServer.StartAsync(new ReplayServerOptions(), exchange =>
        {
            switch (exchange.Path.Split('/', StringSplitOptions.RemoveEmptyEntries)[0])
            {
                case ScaleJob.Paced:
                    return paced;
                case ScaleJob.Idle:
                    return whole.StallAtByte((int)scale.BeforePause.Bytes, gate);
                case ScaleJob.Release:
                    gate.Release();
                    return whole;
                default:
                    return whole;
            }
        });
        Console.WriteLine(server.Address);
        await Console.In.ReadToEndAsync();
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }
}
