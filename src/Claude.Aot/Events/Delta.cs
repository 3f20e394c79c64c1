using System.Runtime.CompilerServices;
using Claude.Aot.Events;
using Claude.Aot.Views;

namespace Claude.Aot;

/// <summary>
/// What a <see cref="StreamEventType.ContentBlockDelta"/> brings. Accessors that do not apply to the delta's type give their empty value.
/// </summary>
/// <remarks>
/// Owner: the stream. Valid until: the next event is read. A later access through it throws <see cref="InvalidOperationException"/>.
/// </remarks>
public readonly partial struct Delta
{
    private readonly StreamCursor? _cursor;
    private readonly int _version;

    internal Delta(StreamCursor cursor, int version)
    {
        _cursor = cursor;
        _version = version;
    }

    /// <summary>What kind of delta it is; <see cref="DeltaType.None"/> where the event brings none.</summary>
    public DeltaType Type => _cursor is null ? DeltaType.None : Current.DeltaType;

    /// <summary>The type's name on the wire; for a delta that the schema does not know, too.</summary>
    public Utf8Text TypeName => Source.GetText("type"u8);

    /// <summary>The delta's JSON as received.</summary>
    public Utf8Text RawJson => Source.RawJson;

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
