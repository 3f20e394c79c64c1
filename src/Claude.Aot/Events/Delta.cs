using System.Runtime.CompilerServices;
using Claude.Aot.Events;
using Claude.Aot.Views;

namespace Claude.Aot;

/// <summary>
/// Represents the delta of a <see cref="StreamEventType.ContentBlockDelta"/> event. Properties that do not apply to the delta's type return their empty value.
/// </summary>
/// <remarks>
/// Owner: the stream. Valid until: the next event is read. After that, every access throws <see cref="InvalidOperationException"/>.
/// </remarks>
/// <example>
/// <code>
/// using Stream output = Console.OpenStandardOutput();
/// while (await stream.WaitToReadAsync())
/// {
///     while (stream.TryRead(out StreamEvent e))
///         output.Write(e.Delta.Text.Span);
/// }
/// </code>
/// </example>
public readonly partial struct Delta
{
    private readonly StreamCursor? _cursor;
    private readonly int _version;

    internal Delta(StreamCursor cursor, int version)
    {
        _cursor = cursor;
        _version = version;
    }

    /// <summary>Gets the type of the delta; <see cref="DeltaType.None"/> if the event has no delta.</summary>
    public DeltaType Type => _cursor is null ? DeltaType.None : Current.DeltaType;

    /// <summary>Gets the JSON name of the type, also if the schema does not define that type.</summary>
    public Utf8Text TypeName => Source.GetText("type"u8);

    /// <summary>Gets the delta's JSON as received.</summary>
    public Utf8Text RawJson => Source.RawJson;

    /// <summary>Returns the kind of the delta and its length. It never contains any content.</summary>
    public override string ToString() => Type == DeltaType.None ? "" : $"{TypeName}, {RawJson.Length} bytes of JSON";

    private ref readonly CurrentEvent Current
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            _cursor!.Scope.Verify(_version);
            return ref _cursor.Current;
        }
    }

    private ObjectSource Source => _cursor is null ? default : new ObjectSource(_cursor.Scope, _version, Current.Body);

    private Utf8Text Appended
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            ref readonly CurrentEvent current = ref Current;
            return new Utf8Text(_cursor!.Scope, _version, current.AddedArray, current.AddedRange);
        }
    }
}
