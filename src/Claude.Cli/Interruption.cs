using System.Runtime.InteropServices;

namespace Claude.Cli;

/// <summary>
/// Cancels a token on the first Ctrl+C (or SIGTERM), so that the part of the response that was received is still printed. A second one ends the process at
/// once. While a <see cref="Part"/> runs, Ctrl+C cancels only that part.
/// </summary>
/// <remarks>System.CommandLine has such a handler too, but registers it only after a command has started to run.</remarks>
internal sealed class Interruption : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly PosixSignalRegistration[] _signals;
    private volatile Part? _part;

    public Interruption() => _signals =
    [
        PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal),
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal),
    ];

    public CancellationToken Token => _source.Token;

    /// <summary>Starts a part of the program that Ctrl+C stops without stopping the program.</summary>
    public Part StartPart() => _part = new Part(this);

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
        if (context.Signal == PosixSignal.SIGINT && _part is { } part && part.TryStop())
        {
            context.Cancel = true;
            return;
        }

        context.Cancel = !_source.IsCancellationRequested;
        _source.Cancel();
    }

    /// <summary>A part of the program with a token of its own, which is canceled with the program's too.</summary>
    public sealed class Part : IDisposable
    {
        private readonly Interruption _program;
        private readonly CancellationTokenSource _source;
        private readonly Lock _lock = new();
        private bool _isOver;

        internal Part(Interruption program)
        {
            _program = program;
            _source = CancellationTokenSource.CreateLinkedTokenSource(program.Token);
        }

        public CancellationToken Token => _source.Token;

        public void Dispose()
        {
            _program._part = null;
            lock (_lock)
            {
                _isOver = true;
                _source.Dispose();
            }
        }

        /// <summary>Cancels the token, unless it is canceled already or the part has ended.</summary>
        internal bool TryStop()
        {
            lock (_lock)
            {
                bool canStop = !_isOver && !_source.IsCancellationRequested;
                if (canStop)
                {
                    _source.Cancel();
                }

                return canStop;
            }
        }
    }
}
