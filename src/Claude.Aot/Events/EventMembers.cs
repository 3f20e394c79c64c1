using System.Text.Json;
using Claude.Aot.Json;

namespace Claude.Aot.Events;

/// <summary>The locations of the members of an event's JSON. One pass finds them and validates the whole JSON. The instance is reused for all events.</summary>
internal sealed class EventMembers
{
    private const int Capacity = 16;

    private readonly Member[] _members = new Member[Capacity];
    private ArraySegment<byte> _json;
    private int _count;
    private bool _hasMore;

    /// <summary>Reads all tokens of the JSON. A value that is not an object has no members.</summary>
    /// <exception cref="JsonException">The data is not one JSON value.</exception>
    public void Read(ArraySegment<byte> json, ref Utf8JsonReader reader)
    {
        _json = json;
        _count = 0;
        _hasMore = false;
        reader.Read();
        if (reader.TokenType == JsonTokenType.StartObject)
        {
            ReadObject(ref reader);
        }
        else
        {
            reader.Skip();
        }

        // Throws if anything follows the value.
        reader.Read();
    }

    /// <summary>Releases the reference to the JSON.</summary>
    public void Release()
    {
        _json = default;
        _count = 0;
    }

    /// <summary>Gets the value of a member; empty if there is none. If the name occurs more than once, gets the last value.</summary>
    public ArraySegment<byte> Find(ReadOnlySpan<byte> name)
    {
        if (_hasMore)
        {
            return JsonObjectScanner.TryFind(_json, name, out JsonObjectScanner found) ? _json.Slice(found.ValueStart, found.ValueLength) : default;
        }

        for (int i = _count - 1; i >= 0; i--)
        {
            ref readonly Member member = ref _members[i];
            if (name.SequenceEqual(_json.AsSpan(member.NameStart, member.NameLength)))
            {
                return _json.Slice(member.ValueStart, member.ValueLength);
            }
        }

        return default;
    }

    private void ReadObject(ref Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            // A rare escaped name is left to the scanner, which unescapes names.
            _hasMore |= _count == Capacity || reader.ValueIsEscaped;
            int nameStart = (int)reader.TokenStartIndex + 1;
            int nameLength = reader.ValueSpan.Length;
            reader.Read();
            int valueStart = (int)reader.TokenStartIndex;
            reader.Skip();
            if (!_hasMore)
            {
                _members[_count++] = new Member(nameStart, nameLength, valueStart, (int)reader.BytesConsumed - valueStart);
            }
        }
    }

    private readonly record struct Member(int NameStart, int NameLength, int ValueStart, int ValueLength);
}
