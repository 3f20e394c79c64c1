using System.Runtime.CompilerServices;
using Claude.Aot.Buffers;
using Claude.Aot.Events;
using Claude.Aot.Folding;
using Claude.Aot.Json;
using Claude.Aot.Views;

namespace Claude.Aot;

/// <summary>
/// One event of a stream, over memory that the stream owns. Accessors that do not apply to the event's type give their empty value
/// (<c>None</c>, -1, empty, null); none throws for that.
/// </summary>
/// <remarks>
/// Owner: the stream. Valid until: the next event is read. A later access through it throws <see cref="InvalidOperationException"/>. To keep it: <see cref="ToOwned"/>.
/// </remarks>
public readonly partial struct StreamEvent
{
    private readonly StreamCursor? _cursor;
    private readonly int _version;

    internal StreamEvent(StreamCursor cursor)
    {
        _cursor = cursor;
        _version = cursor.Scope.Version;
    }

    /// <summary>What kind of event it is.</summary>
    public StreamEventType Type => _cursor is null ? StreamEventType.None : Current.Type;

    /// <summary>The type's name on the wire; for an event that the schema does not know, too.</summary>
    public Utf8Text TypeName => _cursor is null ? default : Lend(Current.TypeName);

    /// <summary>The index of the content block that the event speaks of, or -1.</summary>
    public int Index => _cursor is null ? -1 : Current.Index;

    /// <summary>The message that begins, at <see cref="StreamEventType.MessageStart"/>.</summary>
    public MessageView Message => Is(EventRole.MessageStart) ? _cursor!.ViewMessage(_version) : default;

    /// <summary>The block that the event starts, changes or stops, as far as it has been received, this event included.</summary>
    public BlockView ContentBlock => _cursor is null || Current.Index < 0 ? default : _cursor.ViewBlock(_version);

    /// <summary>What a <see cref="StreamEventType.ContentBlockDelta"/> brings; its type is <see cref="DeltaType.None"/> on other events.</summary>
    public Delta Delta
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Is(EventRole.BlockDelta) ? new Delta(_cursor!, _version) : default;
    }

    /// <summary>The event's JSON as received. An event that deviates so that its block or its text could not be told has the JSON that the API would have sent.</summary>
    public Utf8Text RawJson => _cursor is null ? default : Lend(Current.Json);

    private ref readonly CurrentEvent Current
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            _cursor!.Scope.Verify(_version);
            return ref _cursor.Current;
        }
    }

    private ObjectSource Source => _cursor is null ? default : new ObjectSource(_cursor.Scope, _version, Current.Json);

    /// <summary>An immutable copy that can be kept.</summary>
    /// <exception cref="InvalidOperationException">Another event was read since, or there is no event.</exception>
    public MessageStreamEvent ToOwned()
    {
        if (_cursor is null)
        {
            throw new InvalidOperationException("There is no event here: it is the default value.");
        }

        using ViewScope.Section section = _cursor.Scope.Enter(_version);
        return MessageStreamEvent.Create(Current.IsSplit ? JoinText(in Current) : Source.ToRawJson());
    }

    /// <summary>The event's JSON with the text that its delta shows in the place of the one it brought, in which half a character stands.</summary>
    private static RawJson JoinText(in CurrentEvent current)
    {
        int start = current.RawText.Offset - current.Json.Offset;
        var json = new PooledByteBuffer(new RetiredArrays());
        json.Append(current.Json[..start]);
        JsonEscaper.Escape(current.Added, json);
        json.Append(current.Json[(start + current.RawText.Count)..]);
        byte[] owned = json.Written.ToArray();
        json.Return();
        return new RawJson(owned);
    }

    private bool Is(EventRole role) => _cursor is not null && Current.Role == role;

    private Utf8Text Lend(ArraySegment<byte> bytes) => new(_cursor!.Scope, _version, bytes);
}
