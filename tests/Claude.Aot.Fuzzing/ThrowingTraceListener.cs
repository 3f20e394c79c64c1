using System.Diagnostics;
using Claude.Aot.Tests.Shared;

namespace Claude.Aot.Fuzzing;

/// <summary>Makes an exception of an assertion of the library that does not hold, where the default is the end of the process.</summary>
internal sealed class ThrowingTraceListener : TraceListener
{
    public static void Install()
    {
        Trace.Listeners.Clear();
        Trace.Listeners.Add(new ThrowingTraceListener());
    }

    public override void Fail(string? message, string? detailMessage) => throw new CheckFailedException($"Assertion: {message} {detailMessage}");

    public override void Write(string? message)
    {
    }

    public override void WriteLine(string? message)
    {
    }
}
