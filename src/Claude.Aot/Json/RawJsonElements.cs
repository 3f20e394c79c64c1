using System.Text.Json;
using Claude.Aot.Internal;
using Claude.Aot.Json;

namespace Claude.Aot;

/// <summary>An enumerator of the elements of a JSON array, for <c>foreach</c>. Each element shares the memory of the array.</summary>
public ref struct RawJsonElements
{
    private readonly ReadOnlyMemory<byte> _json;
    private readonly JsonMap? _map;
    private readonly int _offset;
    private int _position;

    internal RawJsonElements(RawJson json, JsonMap? map)
    {
        _json = json.Memory;
        _map = map;
        _offset = map?.OffsetOf(_json.Span) ?? 0;
        _position = json.Kind == JsonValueKind.Array ? 1 : _json.Length;
    }

    /// <summary>Gets the current element.</summary>
    public RawJson Current { get; private set; }

    /// <summary>Returns this enumerator.</summary>
    public readonly RawJsonElements GetEnumerator() => this;

    /// <summary>Advances to the next element.</summary>
    /// <returns>False after the last element.</returns>
    public bool MoveNext()
    {
        ReadOnlySpan<byte> json = _json.Span;
        int start = TrustedJson.SkipSeparators(json, _position);
        if (start >= json.Length || json[start] == (byte)']')
        {
            _position = json.Length;
            return false;
        }

        if (_map is not null && _map.TryFindEnd(_offset + start, out int end))
        {
            _position = end - _offset;
        }
        else
        {
            _position = TrustedJson.SkipValue(json, start, out _, out _);
            Work.Count(_position - start);
        }

        Current = new RawJson(_json[start.._position], _map);
        return true;
    }
}
