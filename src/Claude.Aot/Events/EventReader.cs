using System.Buffers.Text;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Claude.Aot.Buffers;
using Claude.Aot.Diagnostics;
using Claude.Aot.Errors;
using Claude.Aot.Folding;
using Claude.Aot.Json;
using Claude.Aot.Sse;

namespace Claude.Aot.Events;

/// <summary>
/// Reads the data of a server-sent event into the cursor's current event. It uses the JSON and the rules of the schema, and does not depend on the source of
/// the bytes.
/// </summary>
internal sealed class EventReader(StreamCursor cursor, StreamLimits limits, DiagnosticSink diagnostics)
{
    private const int MaxRawData = 4096;
    private const long RepairDepth = 4;

    private readonly EventMembers _members = new();
    private readonly JsonReaderOptions _options = new() { MaxDepth = limits.MaxDepth };

    // Repaired events may nest a little deeper than the received ones: they may contain a block in place of a string, or an empty input.
    private readonly JsonReaderOptions _repairedOptions = new() { MaxDepth = (int)Math.Min(limits.MaxDepth + RepairDepth, int.MaxValue) };
    private long _messageBytes;

    /// <summary>Gets or sets whether events of the usual form are read by templates. Tests set it to false to compare both ways.</summary>
    public bool UsesTemplates { get; set; } = true;

    /// <summary>Reads one event.</summary>
    /// <returns>False if the event is not passed to the caller: for example, a ping, or the end marker of another API.</returns>
    /// <exception cref="ClaudeApiException">The event is an <c>error</c> event.</exception>
    /// <exception cref="ClaudeTransportException">The data is not valid JSON, a limit is exceeded, or the message ends without having started.</exception>
    public bool TryRead(in SseEvent sse)
    {
        Count(sse.Data.Length);
        cursor.Scope.NextVersion();
        if (sse.Data.SequenceEqual("[DONE]"u8))
        {
            diagnostics.Report(ClaudeDiagnosticKind.DoneMarker);
            return false;
        }

        ref CurrentEvent current = ref cursor.Current;
        current = default;
        current.Array = sse.DataArray;
        current.JsonRange = new ByteRange(sse.DataOffset, sse.DataLength);
        current.Index = -1;
        if (!TryReadTemplate(in sse, ref current))
        {
            if (!TryReadMembers(sse))
            {
                return false;
            }

            ReadType(sse.Name, ref current);
            if (IsErrorInOtherWords(in sse, in current))
            {
                current.Type = StreamEventType.Error;
            }

            ReadBody(ref current);
            _members.Release();
        }

        return TryAccept(ref current);
    }

    /// <summary>Accepts an event that a template has read.</summary>
    /// <param name="template">The reader that has read the event.</param>
    /// <param name="array">The array that contains its bytes.</param>
    /// <param name="start">The offset of its bytes in the array.</param>
    /// <inheritdoc cref="TryRead(in SseEvent)"/>
    public bool TryRead(in EventTemplateReader template, byte[] array, int start)
    {
        Count(template.Json.Length);
        cursor.Scope.NextVersion();
        ref CurrentEvent current = ref cursor.Current;
        current = default;
        current.Array = array;
        current.JsonRange = template.Json.From(-start);
        SetParts(in template, start, ref current);
        return TryAccept(ref current);
    }

    /// <summary>Reads an event that <see cref="EventRepair"/> has written.</summary>
    public void ReadRepaired(ArraySegment<byte> json)
    {
        cursor.Scope.NextVersion();
        ref CurrentEvent current = ref cursor.Current;
        current = default;
        current.Array = json.Array;
        current.JsonRange = new ByteRange(json.Offset, json.Count);
        current.Index = -1;
        var reader = new Utf8JsonReader(json, _repairedOptions);
        _members.Read(json, ref reader);
        ReadType(name: default, ref current);
        ReadBody(ref current);
        _members.Release();
        current.Role = EventRules.RoleOf(current.Type);
    }

    private bool TryAccept(ref CurrentEvent current)
    {
        current.Role = EventRules.RoleOf(current.Type);
        switch (current.Role)
        {
            case EventRole.Ignored:
                return false;
            case EventRole.Error:
                throw new ClaudeApiException(ApiErrorDetails.FromJson(new RawJson(current.Json.ToArray())), cursor.Fold.ToImage());
            case not (EventRole.None or EventRole.MessageStart) when !cursor.Fold.HasStarted:
                diagnostics.Report(ClaudeDiagnosticKind.MissingMessageStart);
                if (current.Role == EventRole.MessageStop)
                {
                    throw new ClaudeTransportException(
                        ClaudeTransportErrorKind.InvalidResponse,
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"Event {diagnostics.EventNumber} is message_stop, but message_start never came: the stream is not a whole message. "
                                + $"Partial has what was received."));
                }

                break;
        }

        return true;
    }

    /// <summary>Counts an event of that many bytes, unless it exceeds the limit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryCount(int length)
    {
        long bytes = _messageBytes + length;
        if (bytes > limits.MaxMessageBytes)
        {
            return false;
        }

        _messageBytes = bytes;
        diagnostics.EventNumber++;
        return true;
    }

    /// <summary>Counts an event of that many bytes.</summary>
    /// <exception cref="ClaudeTransportException">The limit is exceeded.</exception>
    public void Count(int length)
    {
        if (!TryCount(length))
        {
            diagnostics.EventNumber++;
            ClaudeTransportException.ThrowLimitExceeded(nameof(StreamLimits.MaxMessageBytes), limits.MaxMessageBytes);
        }
    }

    /// <summary>
    /// Reads an event in the form in which the API writes it. An event of any other form, or whose event line differs from the type in its JSON, is left to the
    /// general reader.
    /// </summary>
    private bool TryReadTemplate(in SseEvent sse, ref CurrentEvent current)
    {
        var json = new EventTemplateReader(sse.Data, limits.MaxDepth);
        if (!UsesTemplates || !json.TryBegin() || !EventTemplates.TryRead(ref json))
        {
            return false;
        }

        if (!sse.Name.IsEmpty && !sse.Name.SequenceEqual(sse.Data.Slice(json.Name.Start, json.Name.Length)))
        {
            return false;
        }

        SetParts(in json, sse.DataOffset, ref current);
        return true;
    }

    private static void SetParts(in EventTemplateReader template, int start, ref CurrentEvent current)
    {
        current.Type = template.Type;
        current.Index = template.Index;
        current.DeltaType = template.DeltaType;
        current.BlockType = template.BlockType;
        current.IsUsualBlock = template.IsUsualBlock;
        current.Member = template.Member;
        current.NameRange = template.Name.From(-start);
        current.BodyRange = template.Body.From(-start);
    }

    private bool TryReadMembers(in SseEvent sse)
    {
        var reader = new Utf8JsonReader(sse.Data, _options);
        try
        {
            _members.Read(cursor.Current.Json, ref reader);
            return true;
        }
        catch (JsonException e)
        {
            if (JsonObjectCheck.IsTooDeep(in reader, sse.Data, limits.MaxDepth))
            {
                ClaudeTransportException.ThrowLimitExceeded(nameof(StreamLimits.MaxDepth), limits.MaxDepth, unit: "");
            }

            StreamEventType named = StreamEventTypes.Parse(sse.Name);
            if (EventRules.RoleOf(named) == EventRole.None && ErrorReason.BeginsAsError(sse.Data))
            {
                throw new ClaudeApiException(ApiErrorDetails.FromText(sse.Data), cursor.Fold.ToImage());
            }

            switch (EventRules.RoleOf(named))
            {
                case EventRole.Ignored:
                    return false;
                case EventRole.Error:
                    throw new ClaudeApiException(ApiErrorDetails.FromText(sse.Data), cursor.Fold.ToImage());
                case EventRole.None when named == StreamEventType.Unknown:
                    diagnostics.Report(ClaudeDiagnosticKind.NonJsonEvent);
                    return false;
                default:
                    throw NotJson(sse.Data, e);
            }
        }
    }

    // The parser's own message may quote the data, so this message contains only the position.
    private ClaudeTransportException NotJson(ReadOnlySpan<byte> data, JsonException e) => new(
        ClaudeTransportErrorKind.InvalidResponse,
        string.Create(
            CultureInfo.InvariantCulture,
            $"The data of event {diagnostics.EventNumber} is not valid JSON: the error is at line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}. "
                + $"RawData has it."),
        cursor.Fold.ToImage())
    {
        RawData = data[..Math.Min(data.Length, MaxRawData)].ToArray(),
    };

    private void ReadType(ReadOnlySpan<byte> name, ref CurrentEvent current)
    {
        ArraySegment<byte> type = GetString(_members.Find("type"u8));
        if (type.Array is null)
        {
            // Gateways may leave out the type in the JSON. The event line then contains it.
            type = Copy(name);
        }
        else if (!name.IsEmpty && !name.SequenceEqual(type))
        {
            diagnostics.Report(ClaudeDiagnosticKind.EventNameMismatch);
        }

        current.NameArray = ReferenceEquals(type.Array, current.Array) ? null : type.Array;
        current.NameRange = new ByteRange(type.Offset, type.Count);
        current.Type = StreamEventTypes.Parse(type);
        if (current.Type == StreamEventType.None)
        {
            current.Type = StreamEventType.Unknown;
        }
    }

    /// <summary>
    /// Returns whether an event is an error in a form that gateways write, without the <c>type</c> of an error event. An event with a name of its own may be
    /// anything, so only an <c>error</c> in its JSON makes it an error.
    /// </summary>
    private bool IsErrorInOtherWords(in SseEvent sse, in CurrentEvent current)
    {
        if (current.Type == StreamEventType.Unknown && EventRules.RoleOf(StreamEventTypes.Parse(sse.Name)) == EventRole.Error)
        {
            // The event line marks it as an error. The type in the JSON is not the type of an event; it may be the type of the error.
            return true;
        }

        if (_members.Find("type"u8).Count > 0 || (_members.Find("error"u8).Count == 0 && current.Type != StreamEventType.Unknown))
        {
            return false;
        }

        bool isNamed = !sse.Name.IsEmpty && !sse.Name.SequenceEqual("message"u8);
        var json = new RawJson(current.Json.ToArray());
        return isNamed ? ErrorReason.StatesError(json) : ErrorReason.IsErrorEvent(json);
    }

    private void ReadBody(ref CurrentEvent current)
    {
        ReadOnlySpan<byte> indexName = EventRules.IndexName(current.Type);
        if (!indexName.IsEmpty)
        {
            ReadOnlySpan<byte> index = _members.Find(indexName);
            bool isIndex = Utf8Parser.TryParse(index, out int value, out int consumed) && consumed == index.Length && value >= 0;
            current.Index = isIndex ? value : ParseOddIndex(index);
            current.HasOddIndex = !isIndex;
        }

        ReadOnlySpan<byte> bodyName = EventRules.BodyName(current.Type);
        if (!bodyName.IsEmpty)
        {
            ArraySegment<byte> body = _members.Find(bodyName);
            current.BodyRange = new ByteRange(body.Offset, body.Count);
        }

        switch (EventRules.RoleOf(current.Type))
        {
            case EventRole.BlockDelta:
                ArraySegment<byte> delta = FindType(in current);
                current.DeltaType = delta.Array is null ? DeltaType.Unknown : DeltaTypes.Parse(delta);
                current.HasOddText = EventRules.AppendedMember(current.DeltaType) is { IsEmpty: false } appended
                    && JsonObjectScanner.TryFind(current.Body, appended, out JsonObjectScanner text)
                    && text.ValueKind is not (JsonValueKind.String or JsonValueKind.Null);
                break;
            case EventRole.BlockStart:
                current.BlockType = ContentBlockTypes.Parse(FindType(in current));
                break;
        }
    }

    /// <summary>Parses an index that is written as another kind of number (<c>0.0</c>, <c>1e0</c>) or as a string; -1 if it is not an index.</summary>
    private static int ParseOddIndex(ReadOnlySpan<byte> index)
    {
        ReadOnlySpan<byte> number = index.Trim((byte)'"');
        bool isNumber = Utf8Parser.TryParse(number, out double value, out int consumed) && consumed == number.Length;
        return isNumber && value is >= 0 and <= int.MaxValue && value == Math.Floor(value) ? (int)value : -1;
    }

    private ArraySegment<byte> FindType(in CurrentEvent current) =>
        JsonObjectScanner.TryFind(current.Body, "type"u8, out JsonObjectScanner type)
            ? GetString(current.Body.Slice(type.ValueStart, type.ValueLength))
            : default;

    /// <summary>Gets the content of a JSON string, unescaped; a null array if the value is not a string.</summary>
    private ArraySegment<byte> GetString(ArraySegment<byte> value)
    {
        if (value.Count == 0 || value[0] != (byte)'"')
        {
            return default;
        }

        ArraySegment<byte> content = value.Slice(1, value.Count - 2);
        return content.AsSpan().Contains((byte)'\\') ? JsonUnescaper.Unescape(content, cursor.Scope.Scratch) : content;
    }

    private ArraySegment<byte> Copy(ReadOnlySpan<byte> bytes)
    {
        cursor.Scope.Scratch.Append(bytes);
        return cursor.Scope.Scratch.Complete();
    }
}
