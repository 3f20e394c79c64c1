using System.Runtime.CompilerServices;
using Claude.Aot.Buffers;
using Claude.Aot.Events;
using Claude.Aot.Folding;
using Claude.Aot.Json;
using Claude.Aot.Views;

namespace Claude.Aot;

/// <summary>
/// Represents one event of a stream, in memory that the stream owns. Properties that do not apply to the event's type return their empty value (<c>None</c>,
/// -1, empty or null) and do not throw.
/// </summary>
/// <remarks>
/// Owner: the stream. Valid until: the next event is read. After that, every access throws <see cref="InvalidOperationException"/>. To keep the event, call
/// <see cref="ToOwned"/>.
/// </remarks>
/// <example>
/// <code>
/// await foreach (StreamEvent e in stream)
/// {
///     if (e.Delta.Type == DeltaType.TextDelta)
///         Console.Write(e.Delta.Text.ToString());
///     else if (e.Type == StreamEventType.MessageDelta)
///         Console.WriteLine($" ({e.StopReason}, {e.Usage.OutputTokens} tokens)");
/// }
/// </code>
/// </example>
public readonly partial struct StreamEvent
{
    private readonly StreamCursor? _cursor;
    private readonly int _version;

    internal StreamEvent(StreamCursor cursor)
    {
        _cursor = cursor;
        _version = cursor.Scope.Version;
    }

    /// <summary>Gets the type of the event.</summary>
    public StreamEventType Type => _cursor is null ? StreamEventType.None : Current.Type;

    /// <summary>Gets the JSON name of the type, also if the schema does not define that type.</summary>
    public Utf8Text TypeName => _cursor is null ? default : Borrow(Current.TypeName);

    /// <summary>Gets the index of the content block that the event refers to, or -1.</summary>
    public int Index => _cursor is null ? -1 : Current.Index;

    /// <summary>Gets the message that begins, for <see cref="StreamEventType.MessageStart"/>.</summary>
    public MessageView Message => Is(EventRole.MessageStart) ? _cursor!.ViewMessage(_version) : default;

    /// <summary>Gets the block that the event starts, changes or stops, as far as it has been received, including this event.</summary>
    public BlockView ContentBlock => _cursor is null || Current.Index < 0 ? default : _cursor.ViewBlock(_version);

    /// <summary>
    /// Gets the delta of a <see cref="StreamEventType.ContentBlockDelta"/> event. For other events, its type is <see cref="DeltaType.None"/>.
    /// </summary>
    public Delta Delta
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Is(EventRole.BlockDelta) ? new Delta(_cursor!, _version) : default;
    }

    /// <summary>
    /// Gets the event's JSON as received. If the event deviates from the API so that its block or its text is not clear, this is the JSON that the API would
    /// have sent.
    /// </summary>
    public Utf8Text RawJson => _cursor is null ? default : Borrow(Current.Json);

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

    /// <summary>Creates an immutable copy, which stays valid.</summary>
    /// <exception cref="InvalidOperationException">Another event has been read, or there is no event.</exception>
    public MessageStreamEvent ToOwned()
    {
        if (_cursor is null)
        {
            throw new InvalidOperationException("There is no event here: it is the default value.");
        }

        using ViewScope.Section section = _cursor.Scope.Enter(_version);
        return MessageStreamEvent.Create(Current.IsSplit ? JoinText(in Current) : Source.ToRawJson());
    }

    /// <summary>
    /// Returns the kind of the event and what it is about, for example <c>content_block_delta 0: text_delta, 42 bytes of JSON</c>. It never contains any
    /// content.
    /// </summary>
    public override string ToString()
    {
        string block = Index < 0 ? "" : $" {Index}";
        string about = Type switch
        {
            StreamEventType.MessageStart => Message.ToString(),
            StreamEventType.ContentBlockStart => ContentBlock.ToString(),
            StreamEventType.ContentBlockDelta => Delta.ToString(),
            StreamEventType.MessageDelta => StopReason.Value,
            _ => "",
        };
        return about.Length == 0 ? $"{TypeName}{block}" : $"{TypeName}{block}: {about}";
    }

    /// <summary>Gets the event's JSON with the decoded text in place of the received text, which contains only a part of a surrogate pair.</summary>
    private static RawJson JoinText(in CurrentEvent current)
    {
        int start = current.RawText.Offset - current.Json.Offset;
        var json = new PooledByteBuffer();
        json.Append(current.Json[..start]);
        JsonEscaper.Escape(current.Added, json);
        json.Append(current.Json[(start + current.RawText.Count)..]);
        return new RawJson(json.ToArrayAndReturn());
    }

    private bool Is(EventRole role) => _cursor is not null && Current.Role == role;

    private Utf8Text Borrow(ArraySegment<byte> bytes) => new(_cursor!.Scope, _version, bytes);
}
