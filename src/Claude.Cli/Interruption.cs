using System.Runtime.InteropServices;

namespace Claude.Cli;

/// <summary>
/// Cancels a token on the first Ctrl+C (or SIGTERM), so that the part of the response that was received is still printed. A second one ends the process at
/// once.
/// </summary>
/// <remarks>System.CommandLine has such a handler too, but registers it only after a command has started to run.</remarks>
internal sealed class Interruption : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly PosixSignalRegistration[] _signals;

    public Interruption() => _signals =
    [
        PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal),
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal),
    ];

    public CancellationToken Token => _source.Token;

    public void Dispose()
    {
        foreach (PosixSignalRegistration signal in _signals)
        {
            signal.Dispose();
        }

        _source.Dispose();
    }

    private void OnSignal(PosixSignalContext context)
    {
        context.Cancel = !_source.IsCancellationRequested;
        _source.Cancel();
    }
}
