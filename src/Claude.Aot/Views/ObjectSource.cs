using System.Buffers.Text;
using Claude.Aot.Buffers;
using Claude.Aot.Folding;
using Claude.Aot.Json;
using Claude.Aot.Serialization;

namespace Claude.Aot.Views;

/// <summary>
/// The data source of every view: the bytes of one object, and the changes folded into it. Members are searched on demand, because most of them are read once
/// or never.
/// </summary>
internal readonly struct ObjectSource
{
    private readonly ViewScope? _scope;
    private readonly FoldedObject? _folded;
    private readonly ArraySegment<byte> _json;
    private readonly int _version;

    public ObjectSource(ViewScope scope, int version, ArraySegment<byte> json)
    {
        _scope = scope;
        _version = version;
        _json = json;
    }

    public ObjectSource(ViewScope scope, int version, FoldedObject folded)
    {
        _scope = scope;
        _version = version;
        _folded = folded;
    }

    /// <summary>Gets the object with the changes folded into it; null if deltas cannot change it.</summary>
    public FoldedObject? Folded
    {
        get
        {
            _scope?.Verify(_version);
            return _folded;
        }
    }

    public bool IsEmpty => Json.Count == 0;

    public Utf8Text RawJson
    {
        get
        {
            using ViewScope.Section section = Enter();
            return Folded is { } folded ? Render(static (folded, output) => folded.WriteTo(output), folded) : Borrow(Json);
        }
    }

    private ArraySegment<byte> Json => Folded?.Received ?? _json;

    public bool Has(ReadOnlySpan<byte> name)
    {
        using ViewScope.Section section = Enter();
        return FindFolded(name) is not null || Find(name).Count > 0;
    }

    public Utf8Text GetText(ReadOnlySpan<byte> name)
    {
        using ViewScope.Section section = Enter();
        if (FindFolded(name) is FoldedText text)
        {
            return Borrow(text.Slice);
        }

        ArraySegment<byte> value = Find(name);
        if (value.Count == 0 || value[0] != (byte)'"')
        {
            return default;
        }

        ArraySegment<byte> content = value.Slice(1, value.Count - 2);
        return content.AsSpan().Contains((byte)'\\') ? Borrow(JsonUnescaper.Unescape(content, _scope!.Scratch)) : Borrow(content);
    }

    public long GetInt64(ReadOnlySpan<byte> name)
    {
        using ViewScope.Section section = Enter();
        return JsonMemberReader.TryParseInt64(Find(name).AsSpan(), out long value) ? value : 0;
    }

    public long? GetNullableInt64(ReadOnlySpan<byte> name)
    {
        using ViewScope.Section section = Enter();
        return JsonMemberReader.TryParseInt64(Find(name).AsSpan(), out long value) ? value : null;
    }

    public double GetDouble(ReadOnlySpan<byte> name)
    {
        using ViewScope.Section section = Enter();
        return Utf8Parser.TryParse(Find(name).AsSpan(), out double value, out _) ? value : 0;
    }

    public double? GetNullableDouble(ReadOnlySpan<byte> name)
    {
        using ViewScope.Section section = Enter();
        return Utf8Parser.TryParse(Find(name).AsSpan(), out double value, out _) ? value : null;
    }

    public bool GetBoolean(ReadOnlySpan<byte> name)
    {
        using ViewScope.Section section = Enter();
        return Find(name).AsSpan().SequenceEqual("true"u8);
    }

    public bool? GetNullableBoolean(ReadOnlySpan<byte> name)
    {
        using ViewScope.Section section = Enter();
        ReadOnlySpan<byte> value = Find(name);
        return value.SequenceEqual("true"u8) ? true : value.SequenceEqual("false"u8) ? false : null;
    }

    public ObjectSource GetObject(ReadOnlySpan<byte> name)
    {
        using ViewScope.Section section = Enter();
        if (FindFolded(name) is FoldedNested nested)
        {
            return Of(nested.Object);
        }

        ArraySegment<byte> value = Find(name);
        return value.Count == 0 || value[0] != (byte)'{' ? default
            : Folded?.FindLong(name, value) is { } found ? Of(found)
            : new ObjectSource(_scope!, _version, value);
    }

    public JsonView GetJson(ReadOnlySpan<byte> name) => new(GetRaw(name));

    public Utf8Text GetRaw(ReadOnlySpan<byte> name)
    {
        using ViewScope.Section section = Enter();
        return FindFolded(name) is { ReplacesReceived: true } member and not FoldedBytes { IsJson: true }
            ? Render(static (folded, output) => folded.WriteValue(output), member)
            : Borrow(Find(name));
    }

    public ToolInputView GetToolInput(ReadOnlySpan<byte> name)
    {
        using ViewScope.Section section = Enter();
        return FindFolded(name) is FoldedInput { HasContent: true } input
            ? new(this, Borrow(input.Slice), input)
            : new(this, Borrow(Find(name)), null);
    }

    /// <summary>Gets the input of a tool call so far, completed to valid JSON.</summary>
    public Utf8Text Complete(FoldedInput input)
    {
        using ViewScope.Section section = Enter();
        return Render(static (folded, output) => folded.WriteCompleted(output), input);
    }

    /// <summary>Creates a copy, which stays valid.</summary>
    public RawJson ToRawJson()
    {
        using ViewScope.Section section = Enter();
        return new RawJson(RawJson.Bytes.ToArray());
    }

    /// <summary>Opens a section of the memory's lifetime. Every access to the bytes or to the folded changes must be in a section.</summary>
    public ViewScope.Section Enter() => _scope is null ? default : _scope.Enter(_version);

    /// <summary>Creates the source of another folded object with the same lifetime.</summary>
    public ObjectSource Of(FoldedObject folded) => new(_scope!, _version, folded);

    private FoldedMember? FindFolded(ReadOnlySpan<byte> name) => Folded?.FindShown(name);

    private ArraySegment<byte> Find(ReadOnlySpan<byte> name)
    {
        if (FindFolded(name) is FoldedBytes { ReplacesReceived: true, IsJson: true } member)
        {
            return member.Slice;
        }

        if (Folded is { } folded)
        {
            return folded.ReceivedValue(name);
        }

        ArraySegment<byte> json = _json;
        return JsonObjectScanner.TryFind(json, name, out JsonObjectScanner found) ? json.Slice(found.ValueStart, found.ValueLength) : default;
    }

    private Utf8Text Borrow(ArraySegment<byte> bytes) => _scope is null ? default : new Utf8Text(_scope, _scope.Version, bytes);

    private Utf8Text Render<T>(Action<T, PooledByteBuffer> write, T value)
    {
        PooledByteBuffer scratch = _scope!.Scratch;
        write(value, scratch);
        return Borrow(scratch.Complete());
    }
}
