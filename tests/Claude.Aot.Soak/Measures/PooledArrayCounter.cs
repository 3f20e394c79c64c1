using System.Diagnostics;
using System.Diagnostics.Tracing;
using System.Globalization;
using System.Reflection;

namespace Claude.Aot.Soak.Measures;

/// <summary>
/// Counts the pooled arrays that the library and its pipes have rented and not given back. The pool's events do not say who rents, so the stack is asked: the first caller outside
/// of the runtime's core counts. The bytes that wait in pools are counted for all who use them, so that they can be told from bytes that something holds.
/// </summary>
internal sealed class PooledArrayCounter : EventListener
{
    private const string Source = "System.Buffers.ArrayPoolEventSource";

    private static readonly string[] s_owners = ["Claude.Aot", "System.IO.Pipelines"];

    private long _rented;
    private long _total;
    private long _bytes;

    /// <summary>The bytes of all arrays that pools have made and not let go, whoever rented them; those that are out included.</summary>
    public long Bytes => Volatile.Read(ref _bytes);

    /// <summary>The arrays that are out.</summary>
    public long Rented => Volatile.Read(ref _rented);

    /// <summary>How many were ever rented.</summary>
    public long Total => Volatile.Read(ref _total);

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name == Source)
        {
            EnableEvents(eventSource, EventLevel.Verbose);
        }
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        int made = eventData.EventName switch
        {
            "BufferAllocated" => 1,
            "BufferTrimmed" or "BufferDropped" => -1,
            _ => 0,
        };
        if (made != 0)
        {
            Interlocked.Add(ref _bytes, made * Convert.ToInt64(eventData.Payload![1], CultureInfo.InvariantCulture));
        }

        int change = eventData.EventName switch
        {
            "BufferRented" => 1,
            "BufferReturned" => -1,
            _ => 0,
        };
        if (change != 0 && IsOurs())
        {
            Interlocked.Add(ref _rented, change);
            Interlocked.Add(ref _total, Math.Max(change, 0));
        }
    }

    private static bool IsOurs()
    {
        foreach (StackFrame frame in new StackTrace(fNeedFileInfo: false).GetFrames())
        {
            Assembly? assembly = frame.GetMethod()?.Module.Assembly;
            if (assembly is not null && assembly != typeof(object).Assembly && assembly != typeof(PooledArrayCounter).Assembly)
            {
                return s_owners.Contains(assembly.GetName().Name);
            }
        }

        return false;
    }
}
