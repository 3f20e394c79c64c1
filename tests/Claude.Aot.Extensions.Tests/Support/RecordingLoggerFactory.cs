using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Claude.Aot.Extensions.Tests.Support;

/// <summary>Records the entries of all loggers from a level on.</summary>
internal sealed class RecordingLoggerFactory(LogLevel level) : ILoggerFactory, ILogger
{
    public ConcurrentQueue<string> Entries { get; } = new();

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= level;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
        {
            Entries.Enqueue(formatter(state, exception));
        }
    }

    public void Dispose()
    {
    }
}
