using Claude.Aot.Buffers;
using Claude.Aot.Events;
using Claude.Aot.Folding;

namespace Claude.Aot.Telemetry;

/// <summary>What a response says about itself. A value that was not received is null or empty.</summary>
internal readonly struct InferenceResult
{
    /// <summary>Reads a message that was not streamed.</summary>
    /// <param name="message">The message.</param>
    /// <param name="capturesContent">Whether <see cref="Message"/> is needed.</param>
    public InferenceResult(Message message, bool capturesContent)
    {
        Id = message.Id;
        Model = message.Model;
        StopReason = message.StopReason.Value;
        RawUsage = message.Usage.ToRawJson();
        Usage = UsageCounts.Read(RawUsage, isFinal: true);
        Message = capturesContent ? message.ToRawJson() : default;
    }

    /// <summary>
    /// Reads the message of a stream as far as it was received. Needs no section, because it is also called when the memory is about to be returned.
    /// </summary>
    /// <param name="cursor">The cursor of the stream.</param>
    /// <param name="capturesContent">Whether <see cref="Message"/> is needed.</param>
    public InferenceResult(StreamCursor cursor, bool capturesContent)
    {
        FoldedObject message = cursor.Fold.Message;
        Id = StringOf(message, "id"u8);
        Model = ModelOf(cursor);
        StopReason = cursor.HasMessageDelta ? StringOf(message, "stop_reason"u8) : null;
        RawUsage = JsonOf(message, "usage"u8);
        Usage = UsageCounts.Read(RawUsage, cursor.HasMessageDelta);
        Message = capturesContent ? new RawJson(cursor.Fold.ToImage()?.Json ?? default) : default;
    }

    public string? Id { get; }

    public string? Model { get; }

    public string? StopReason { get; }

    public UsageCounts Usage { get; }

    public RawJson RawUsage { get; }

    /// <summary>Gets the whole message; empty unless content is captured.</summary>
    public RawJson Message { get; }

    /// <summary>Gets the model of a stream, which a fallback changes while the message is streamed.</summary>
    public static string? ModelOf(StreamCursor cursor) => StringOf(cursor.Fold.Message, "model"u8);

    private static string? StringOf(FoldedObject message, ReadOnlySpan<byte> name) => JsonOf(message, name).TryGetString(out string? text) ? text : null;

    private static RawJson JsonOf(FoldedObject message, ReadOnlySpan<byte> name)
    {
        if (message.FindShown(name) is not { ReplacesReceived: true } member)
        {
            return new RawJson(message.ReceivedValue(name).ToArray());
        }

        var output = new PooledByteBuffer();
        member.WriteValue(output);
        return new RawJson(output.ToArrayAndReturn());
    }
}
