using System.Buffers.Text;
using System.Text.Json;
using Claude.Aot.Buffers;
using Claude.Aot.Json;

namespace Claude.Aot.Events;

/// <summary>Writes the events that replace others, in the form in which the API writes them, and queues them until they are taken.</summary>
/// <param name="output">The buffer to write to. Completed pieces stay valid until the next wait.</param>
internal sealed class EventRewriter(PooledByteBuffer output)
{
    private const int LongestIndex = 11;

    private Queue<ArraySegment<byte>>? _events;

    public bool HasNext => _events is { Count: > 0 };

    public ArraySegment<byte> TakeNext() => _events!.Dequeue();

    /// <summary>Returns whether a delta is empty: each of its members except its type is null or an empty string.</summary>
    public static bool IsEmptyDelta(ReadOnlySpan<byte> delta)
    {
        var members = new JsonObjectScanner(delta);
        while (members.MoveNext())
        {
            bool isEmpty = members.ValueKind == JsonValueKind.Null || (members.ValueKind == JsonValueKind.String && members.StringContent.IsEmpty);
            if (!isEmpty && !members.NameEquals("type"u8))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Writes a delta with another index.</summary>
    public void WriteDelta(in CurrentEvent e, int index)
    {
        WriteHead("content_block_delta"u8, index);
        output.Append(",\"delta\":"u8);
        if (e.HasOddText)
        {
            ReadOnlySpan<byte> text = EventRules.AppendedMember(e.DeltaType);
            WriteObject(e.Body, text, JsonObjectScanner.TryFind(e.Body, text, out JsonObjectScanner found) ? found.Value : default, isQuoted: true);
        }
        else
        {
            output.Append(e.Body);
        }

        WriteRest(in e);
    }

    /// <summary>Writes the start of a block, with the block unchanged.</summary>
    public void WriteStart(int index, ReadOnlySpan<byte> block)
    {
        WriteHead("content_block_start"u8, index);
        output.Append(",\"content_block\":"u8);
        output.Append(block);
        End();
    }

    /// <summary>Writes the start of a block, followed by a delta with the text that the block begins with.</summary>
    /// <param name="e">The event whose other members are kept, or the default value.</param>
    /// <param name="index">The block's index.</param>
    /// <param name="start">The block.</param>
    public void WriteStart(in CurrentEvent e, int index, in BlockStart start)
    {
        WriteHead("content_block_start"u8, index);
        output.Append(",\"content_block\":"u8);
        if (start.LacksInput)
        {
            WriteObject(start.Json, EventRules.InputMember(start.Type), "{}"u8);
        }
        else if (!start.Text.IsEmpty)
        {
            WriteObject(start.Json, EventRules.TextMember(start.Type), "\"\""u8);
        }
        else
        {
            output.Append(start.Json);
        }

        WriteRest(in e);
        if (start.Text.IsEmpty)
        {
            return;
        }

        WriteHead("content_block_delta"u8, index);
        output.Append(",\"delta\":"u8);
        output.Append(EventRules.TextDelta(start.Type));
        WriteValue(start.Text, isQuoted: start.HasOddText);
        output.Append("}"u8);
        End();
    }

    public void WriteStop(int index)
    {
        WriteHead("content_block_stop"u8, index);
        End();
    }

    /// <summary>Writes the stop of a block with another index.</summary>
    public void WriteStop(in CurrentEvent e, int index)
    {
        WriteHead("content_block_stop"u8, index);
        WriteRest(in e);
    }

    /// <summary>Writes the start of a message without its content.</summary>
    public void WriteMessageStart(in CurrentEvent e)
    {
        output.Append("{\"type\":\"message_start\",\"message\":"u8);
        WriteObject(e.Body, "content"u8, "[]"u8);
        WriteRest(in e);
    }

    /// <summary>Writes a <c>message_delta</c> event in which the usage is moved from the delta to the event.</summary>
    public void WriteMessageDelta(in CurrentEvent e)
    {
        JsonObjectScanner.TryFind(e.Json, "delta"u8, out JsonObjectScanner delta);
        JsonObjectScanner.TryFind(delta.Value, "usage"u8, out JsonObjectScanner inner);
        ReadOnlySpan<byte> outer = JsonObjectScanner.TryFind(e.Json, "usage"u8, out JsonObjectScanner found) ? found.Value : default;
        output.Append("{\"type\":\"message_delta\",\"delta\":{"u8);
        WriteMembers(delta.Value, isFirst: true, "usage"u8);
        output.Append("},\"usage\":{"u8);

        // If a count occurs in both places, readers use the last one, which is the one outside the delta.
        bool isFirst = true;
        WriteUnlessNull(inner.Value, ref isFirst);
        WriteUnlessNull(outer, ref isFirst);
        output.Append("}"u8);
        WriteMembers(e.Json, isFirst: false, "type"u8, "delta"u8, "usage"u8);
        End();
    }

    /// <summary>Writes a <c>message_delta</c> event with the stop reason and the usage that no earlier event contained.</summary>
    public void WriteMissingEnd(ReadOnlySpan<byte> message, bool withReason, bool withUsage)
    {
        bool hasUsage = JsonObjectScanner.TryFind(message, "usage"u8, out JsonObjectScanner usage)
            && withUsage && usage.ValueKind == JsonValueKind.Object;
        bool hasReason = JsonObjectScanner.TryFind(message, "stop_reason"u8, out JsonObjectScanner reason)
            && withReason && reason.ValueKind != JsonValueKind.Null;
        if (!hasUsage && !hasReason)
        {
            return;
        }

        output.Append("{\"type\":\"message_delta\",\"delta\":{"u8);
        bool isFirst = true;
        var members = new JsonObjectScanner(message);
        while (hasReason && members.MoveNext())
        {
            if (members.Name.StartsWith("stop_"u8) && members.ValueKind != JsonValueKind.Null)
            {
                WriteMember(ref members, ref isFirst);
            }
        }

        output.Append("}"u8);
        if (hasUsage)
        {
            output.Append(",\"usage\":"u8);
            output.Append(usage.Value);
        }

        End();
    }

    /// <summary>Writes a copy of an event, with its type in the JSON.</summary>
    public void WriteCopy(in CurrentEvent e)
    {
        output.Append("{\"type\":\""u8);
        output.Append(e.TypeName);
        output.Append("\""u8);
        WriteMembers(e.Json, isFirst: false, "type"u8);
        End();
    }

    private void WriteHead(ReadOnlySpan<byte> type, int index)
    {
        output.Append("{\"type\":\""u8);
        output.Append(type);
        output.Append("\",\"index\":"u8);
        Utf8Formatter.TryFormat(index, output.GetSpan(LongestIndex), out int written);
        output.Advance(written);
    }

    /// <summary>Writes the remaining members of an event, and ends it.</summary>
    private void WriteRest(in CurrentEvent e)
    {
        WriteMembers(e.Json, isFirst: false, "type"u8, EventRules.IndexName(e.Type), EventRules.BodyName(e.Type));
        End();
    }

    private void End()
    {
        output.Append("}"u8);
        (_events ??= new Queue<ArraySegment<byte>>()).Enqueue(output.Complete());
    }

    /// <summary>Writes an object with another value for one member. If the object has no such member, it is added.</summary>
    private void WriteObject(ReadOnlySpan<byte> json, ReadOnlySpan<byte> name, ReadOnlySpan<byte> value, bool isQuoted = false)
    {
        output.Append("{"u8);
        bool isFirst = true, isWritten = false;
        var members = new JsonObjectScanner(json);
        while (members.MoveNext())
        {
            if (!members.NameEquals(name))
            {
                WriteMember(ref members, ref isFirst);
            }
            else if (!isWritten)
            {
                isWritten = true;
                WriteName(name, ref isFirst);
                WriteValue(value, isQuoted);
            }
        }

        if (!isWritten)
        {
            WriteName(name, ref isFirst);
            WriteValue(value, isQuoted);
        }

        output.Append("}"u8);
    }

    private void WriteMembers(
        ReadOnlySpan<byte> json,
        bool isFirst,
        ReadOnlySpan<byte> without,
        ReadOnlySpan<byte> alsoWithout = default,
        ReadOnlySpan<byte> andWithout = default)
    {
        var members = new JsonObjectScanner(json);
        while (members.MoveNext())
        {
            bool isLeftOut = members.NameEquals(without)
                || (!alsoWithout.IsEmpty && members.NameEquals(alsoWithout))
                || (!andWithout.IsEmpty && members.NameEquals(andWithout));
            if (!isLeftOut)
            {
                WriteMember(ref members, ref isFirst);
            }
        }
    }

    private void WriteUnlessNull(ReadOnlySpan<byte> json, ref bool isFirst)
    {
        var members = new JsonObjectScanner(json);
        while (members.MoveNext())
        {
            if (members.ValueKind != JsonValueKind.Null)
            {
                WriteMember(ref members, ref isFirst);
            }
        }
    }

    private void WriteMember(ref JsonObjectScanner member, ref bool isFirst)
    {
        WriteName(member.Name, ref isFirst);
        output.Append(member.Value);
    }

    private void WriteName(ReadOnlySpan<byte> name, ref bool isFirst)
    {
        output.Append(isFirst ? "\""u8 : ",\""u8);
        JsonEscaper.Escape(name, output);
        output.Append("\":"u8);
        isFirst = false;
    }

    /// <summary>Writes a value, or, if <paramref name="isQuoted"/> is true, a string that contains the value's JSON.</summary>
    private void WriteValue(ReadOnlySpan<byte> json, bool isQuoted)
    {
        if (!isQuoted)
        {
            output.Append(json);
            return;
        }

        output.Append("\""u8);
        JsonEscaper.Escape(json, output);
        output.Append("\""u8);
    }
}
