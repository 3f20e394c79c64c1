namespace Claude.Aot.Generators;

/// <summary>
/// A reader that parses JSON (RFC 8259) into nodes with their line and column. System.Text.Json is not used, because the compiler's host may have any version
/// of it or none, and no version gives the positions of parsed values.
/// </summary>
internal ref struct JsonReader
{
    private const int MaxDepth = 64;

    private readonly string _text;
    private int _position;
    private int _line;
    private int _lineStart;
    private int _depth;

    private JsonReader(string text) => _text = text;

    private readonly char Current => _position < _text.Length ? _text[_position] : '\0';

    /// <exception cref="JsonSyntaxException">The text is not one JSON value.</exception>
    public static JsonNode Read(string text)
    {
        var reader = new JsonReader(text);
        JsonNode node = reader.ReadValue();
        reader.SkipSpace();
        return reader._position == text.Length ? node : throw reader.Unexpected("the end of the file");
    }

    private JsonNode ReadValue()
    {
        SkipSpace();
        return Current switch
        {
            '{' => ReadObject(),
            '[' => ReadArray(),
            '"' => ReadString(),
            '-' or (>= '0' and <= '9') => ReadNumber(),
            't' => ReadWord("true", JsonNodeKind.True),
            'f' => ReadWord("false", JsonNodeKind.False),
            'n' => ReadWord("null", JsonNodeKind.Null),
            _ => throw Unexpected("a value"),
        };
    }

    private JsonNode ReadObject()
    {
        SourceLocation location = Open();
        var members = new List<JsonMember>();
        while (!TryClose('}', members.Count))
        {
            if (Current != '"')
            {
                throw Unexpected("a member's name");
            }

            JsonNode name = ReadString();
            SkipSpace();
            Expect(':');
            members.Add(new JsonMember(name.Text, name.Location, ReadValue()));
        }

        return new JsonNode(JsonNodeKind.Object, location) { Members = members };
    }

    private JsonNode ReadArray()
    {
        SourceLocation location = Open();
        var items = new List<JsonNode>();
        while (!TryClose(']', items.Count))
        {
            items.Add(ReadValue());
        }

        return new JsonNode(JsonNodeKind.Array, location) { Items = items };
    }

    private SourceLocation Open()
    {
        // A deeply nested file must not end the compiler's process with a stack overflow.
        if (++_depth > MaxDepth)
        {
            throw new JsonSyntaxException($"it nests deeper than {MaxDepth} levels", LocationFrom(_position, 1));
        }

        return LocationFrom(_position++, 1);
    }

    /// <summary>Reads the closing bracket if it is next. Otherwise reads the comma that must precede every element but the first.</summary>
    private bool TryClose(char bracket, int count)
    {
        SkipSpace();
        if (Current == bracket)
        {
            _position++;
            _depth--;
            return true;
        }

        if (count > 0)
        {
            Expect(',');
            SkipSpace();
        }

        return false;
    }

    private JsonNode ReadString()
    {
        int start = _position++;
        string content = JsonString.Read(_text, ref _position, out string? error);
        int end = _position;
        SourceLocation location = LocationFrom(start, end - start);
        return error is null
            ? new JsonNode(JsonNodeKind.String, location) { Text = content }
            : throw new JsonSyntaxException(error, location);
    }

    private JsonNode ReadNumber()
    {
        int start = _position;
        Skip('-');
        if (!Skip('0'))
        {
            SkipDigits();
        }

        if (Skip('.'))
        {
            SkipDigits();
        }

        if (Skip('e') || Skip('E'))
        {
            _ = Skip('+') || Skip('-');
            SkipDigits();
        }

        return new JsonNode(JsonNodeKind.Number, LocationFrom(start, _position - start)) { Text = _text.Substring(start, _position - start) };
    }

    private JsonNode ReadWord(string word, JsonNodeKind kind)
    {
        if (string.CompareOrdinal(_text, _position, word, 0, word.Length) != 0)
        {
            throw Unexpected("a value");
        }

        SourceLocation location = LocationFrom(_position, word.Length);
        _position += word.Length;
        return new JsonNode(kind, location);
    }

    private void SkipSpace()
    {
        for (; Current is ' ' or '\t' or '\r' or '\n'; _position++)
        {
            // A carriage return alone also ends a line, but CR LF is a single line end.
            if (Current == '\n' || (Current == '\r' && (_position + 1 == _text.Length || _text[_position + 1] != '\n')))
            {
                _line++;
                _lineStart = _position + 1;
            }
        }
    }

    private void SkipDigits()
    {
        if (Current is < '0' or > '9')
        {
            throw Unexpected("a digit");
        }

        while (Current is >= '0' and <= '9')
        {
            _position++;
        }
    }

    private bool Skip(char character)
    {
        bool found = Current == character;
        _position += found ? 1 : 0;
        return found;
    }

    private void Expect(char character)
    {
        if (!Skip(character))
        {
            throw Unexpected($"'{character}'");
        }
    }

    private readonly SourceLocation LocationFrom(int start, int length) => new(start, _line, start - _lineStart, length);

    private readonly JsonSyntaxException Unexpected(string wanted) => _position < _text.Length
        ? new($"expected {wanted}, found '{_text[_position]}'", LocationFrom(_position, 1))
        : new($"expected {wanted}, found the end of the file", LocationFrom(_position, 0));
}

/// <summary>The exception for text that is not valid JSON. The parser catches it and reports a diagnostic at its location.</summary>
internal sealed class JsonSyntaxException : Exception
{
    public JsonSyntaxException(string message, SourceLocation location)
        : base(message) => Location = location;

    public SourceLocation Location { get; }
}
