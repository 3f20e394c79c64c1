using System.Globalization;

namespace Claude.Aot.Tests.Shared;

/// <summary>Everything that a stream delivered, event by event, and how it ended.</summary>
/// <param name="Events">The content of each event, without its bytes.</param>
/// <param name="Raw">The bytes of each event.</param>
/// <param name="Outcome">The message, or the failure with the message so far.</param>
/// <param name="Diagnostics">The diagnostics that were reported, in order.</param>
/// <param name="Learned">The number of events that were read with the learned shape of the previous one.</param>
internal sealed record StreamTrace(IReadOnlyList<string> Events, IReadOnlyList<string> Raw, string Outcome, IReadOnlyList<ClaudeDiagnostic> Diagnostics, int Learned)
{
    /// <summary>Reads a body to its end.</summary>
    /// <param name="body">The bytes.</param>
    /// <param name="readSize">The number of bytes per read.</param>
    /// <param name="isGeneral">Whether every event is read by the general reader: templates are off, and learned shapes are forgotten.</param>
    public static Task<StreamTrace> ReadAsync(byte[] body, int readSize = int.MaxValue, bool isGeneral = false) =>
        ReadAsync(SseReader.Create(new PiecewiseStream(body, readSize)), StreamLimits.Default, isGeneral);

    /// <summary>Reads the events of a reader to the end.</summary>
    public static async Task<StreamTrace> ReadAsync(SseReader reader, StreamLimits limits, bool isGeneral = false)
    {
        List<string> events = [], raw = [];
        List<ClaudeDiagnostic> diagnostics = [];
        int learned = 0;
        var pump = new StreamPump(reader, limits, new DiagnosticSink(diagnostics.Add));
        pump.Events.UsesTemplates = !isGeneral;
        var stream = new MessageStream(pump);
        string outcome;
        try
        {
            while (await stream.WaitToReadAsync())
            {
                while (TryRead(stream, pump, isGeneral, ref learned, out StreamEvent e))
                {
                    events.Add(Describe(e));
                    raw.Add($"{e.RawJson} {e.Delta.RawJson}");
                }
            }

            outcome = (await stream.GetFinalMessageAsync()).ToJson();
        }
        catch (ClaudeException e)
        {
            outcome = $"{e.GetType().Name} {(e as ClaudeTransportException)?.Kind}: {e.Message} {e.Partial?.ToJson()}";
        }

        await stream.DisposeAsync();
        return new StreamTrace(events, raw, outcome, diagnostics, learned);
    }

    /// <summary>Returns a description of the first difference between two traces, or null.</summary>
    public static string? FindDifference(StreamTrace expected, StreamTrace actual)
    {
        for (int i = 0; i < Math.Min(expected.Events.Count, actual.Events.Count); i++)
        {
            if (expected.Events[i] != actual.Events[i] || expected.Raw[i] != actual.Raw[i])
            {
                return $"event {i}: expected {expected.Events[i]} {expected.Raw[i]}, got {actual.Events[i]} {actual.Raw[i]}";
            }
        }

        return expected.Events.Count != actual.Events.Count ? $"expected {expected.Events.Count} events, got {actual.Events.Count}"
            : expected.Outcome != actual.Outcome ? $"expected {expected.Outcome}, got {actual.Outcome}"
            : !expected.Diagnostics.SequenceEqual(actual.Diagnostics) ? $"expected {string.Join(", ", expected.Diagnostics)}, got {string.Join(", ", actual.Diagnostics)}"
            : null;
    }

    private static bool TryRead(MessageStream stream, StreamPump pump, bool isGeneral, ref int learned, out StreamEvent e)
    {
        if (isGeneral)
        {
            pump.Cursor.Learned.Forget();
        }

        // A delta with the learned shape does not change the learned shape.
        FoldedPieces? target = pump.Cursor.Learned.Target;
        LearnedShape shape = pump.Cursor.Learned.Shape;
        bool isRead = stream.TryRead(out e);
        learned += isRead && e.Type == StreamEventType.ContentBlockDelta && target is not null && ReferenceEquals(target, pump.Cursor.Learned.Target) && shape == pump.Cursor.Learned.Shape ? 1 : 0;
        return isRead;
    }

    private static string Describe(StreamEvent e)
    {
        Delta delta = e.Delta;
        BlockView block = e.ContentBlock;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{e.Type} {e.TypeName} {e.Index} {delta.Type} {delta.TypeName} <{delta.Text}{delta.Thinking}{delta.PartialJson}> {delta.Signature} {block.Type} {block.Text.Length} {block.Thinking.Length} {block.Input.Json.Length} {block.IsComplete}");
    }
}
