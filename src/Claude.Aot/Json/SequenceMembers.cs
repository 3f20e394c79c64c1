using System.Buffers;
using System.Text.Json;

namespace Claude.Aot.Json;

/// <summary>Enumerates the members of one valid JSON object whose bytes are in several segments.</summary>
internal ref struct SequenceMembers
{
    private readonly ReadOnlySequence<byte> _json;
    private Utf8JsonReader _reader;

    public SequenceMembers(ReadOnlySequence<byte> json)
    {
        _json = json;
        _reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = int.MaxValue });
        _reader.Read();
    }

    /// <summary>Gets the name, unescaped.</summary>
    public string Name { get; private set; } = "";

    /// <summary>Gets the end of what comes before the member: its comma follows.</summary>
    public long Start { get; private set; }

    public long ValueStart { get; private set; }

    /// <summary>Gets the end of the member and of its value.</summary>
    public long End { get; private set; }

    public JsonTokenType ValueKind { get; private set; }

    public readonly ReadOnlySequence<byte> Value => _json.Slice(ValueStart, End - ValueStart);

    public bool MoveNext()
    {
        Start = _reader.BytesConsumed;
        if (!_reader.Read() || _reader.TokenType != JsonTokenType.PropertyName)
        {
            return false;
        }

        Name = _reader.GetString()!;
        _reader.Read();
        ValueKind = _reader.TokenType;
        ValueStart = _reader.TokenStartIndex;
        _reader.Skip();
        End = _reader.BytesConsumed;
        return true;
    }
}
