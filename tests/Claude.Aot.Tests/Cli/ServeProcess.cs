namespace Claude.Aot.Tests.Cli;

/// <summary>A running <c>claude-aot serve</c>.</summary>
internal sealed class ServeProcess : IDisposable
{
    private ServeProcess(CliProcess process, Uri address)
    {
        Process = process;
        Address = address;
    }

    public CliProcess Process { get; }

    /// <summary>What it printed first.</summary>
    public Uri Address { get; }

    public static Task<ServeProcess> StartAsync(params IEnumerable<string> arguments) => ListenAsync(CliProcess.Start(["serve", .. arguments]));

    /// <summary>Waits for the address of a process that has been started.</summary>
    public static async Task<ServeProcess> ListenAsync(CliProcess process) => new(process, new Uri(await process.ReadLineAsync()));

    public void Dispose() => Process.Dispose();
}
