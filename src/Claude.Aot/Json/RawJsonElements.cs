using System.Text.Json;

namespace Claude.Aot;

/// <summary>The elements of a JSON array, for <c>foreach</c>. Each shares the memory of the array.</summary>
public ref struct RawJsonElements
{
    private readonly ReadOnlyMemory<byte> _json;
    private readonly bool _isArray;
    private Utf8JsonReader _reader;

    internal RawJsonElements(RawJson json)
    {
        _json = json.Memory;
        _reader = new Utf8JsonReader(_json.Span, JsonText.TrustedReader);
        _isArray = !json.IsEmpty && _reader.Read() && _reader.TokenType == JsonTokenType.StartArray;
    }

    /// <summary>The element at which the enumeration stands.</summary>
    public RawJson Current { get; private set; }

    /// <summary>Returns this enumeration itself.</summary>
    public readonly RawJsonElements GetEnumerator() => this;

    /// <summary>Goes to the next element.</summary>
    /// <returns>False after the last.</returns>
    public bool MoveNext()
    {
        if (!_isArray || !_reader.Read() || _reader.TokenType == JsonTokenType.EndArray)
        {
            return false;
        }

        int start = (int)_reader.TokenStartIndex;
        _reader.Skip();
        Current = new RawJson(_json[start..(int)_reader.BytesConsumed]);
        return true;
    }
}
