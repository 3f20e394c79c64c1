using System.Globalization;

namespace Claude.Aot.Tests.Shared.Fuzzing;

/// <summary>
/// Composes a valid event stream from any bytes, which select blocks, deltas, texts and framing. Blocks interleave, leave gaps in the indices, start twice,
/// stop early or never stop. Strings are escaped in every way, and characters are split across deltas.
/// </summary>
internal sealed class StreamComposer
{
    private const int MaxIndex = 6;
    private const int MaxEvents = 200;

    private static readonly string[] s_starts =
    [
        """{"type":"text","text":""}""",
        """{"type":"text","text":"A \"B\" \u00e9","citations":null}""",
        """{"type":"thinking","thinking":"","signature":""}""",
        """{ "signature" : "old", "type" : "thinking", "thinking" : "first " }""",
        """{"type":"redacted_thinking","data":"ZGF0YQ=="}""",
        """{"type":"tool_use","id":"toolu_1","name":"search","input":{}}""",
        """{"type":"tool_use","id":"toolu_2","name":"search","input":{"q":[1,2]},"caller":{"type":"direct"}}""",
        """{"type":"server_tool_use","id":"srvtoolu_1","name":"web_search","input":{}}""",
        """{"type":"compaction","content":null}""",
        """{"type":"block_of_tomorrow","text":7,"thinking":null,"x":{"y":[]}}""",
    ];

    private static readonly string[] s_texts =
    [
        "a", "Hello, ", "wörld ☀ ", "😀", "", "\\n\\t\\\"\\\\\\/\\b\\f\\r", "\\u0000\\u001f", "\\u00e9\\u2600", "\\ud83d\\ude00", "\\uD83D", "\\uDE00", "{}[],:", "data: x",
        "a text that is long enough to have been read by whole vectors, with nothing in it to stop at", "\u007F\u0080\u07FF\uFFFF",
    ];

    private static readonly string[] s_fragments =
    [
        "{", "}", "[", "]", ",", ":", "\\\"a\\\"", "\\\"", "\\\"k\\\":", "1", "-0.5e", "+3", "true", "nul", "l", " ", "\\n", "\\\\u00", "e9", "\\ud83d", "\\ude00", "é", "",
        "{\\\"city\\\":\\\"Z\\u00fcrich\\\"}",
    ];

    private static readonly string[] s_values = ["null", "true", "0", "-1.5e+3", "\"\"", "\"v \\u2600\"", "[]", "[1, [2] ]", "{}", "{\"a\" : {\"b\":null}}"];

    private static readonly string[] s_usages =
    [
        """{"output_tokens":5}""", """{"output_tokens":0,"input_tokens":null}""", """{"input_tokens":7,"cache_read_input_tokens":2,"server_tool_use":{"web_search_requests":1}}""", "null", "{}",
    ];

    private static readonly string[] s_stops =
    [
        """{"stop_reason":"end_turn","stop_sequence":null}""", """{"stop_reason":null}""", """{"stop_sequence":"END","container":{"id":"c"}}""", "{}", """{"stop_reason":"reason_of_tomorrow","x":null,"y":[1]}""",
        """{"stop_reason":"end_turn","content":[]}""",
    ];

    private readonly ByteSource _source;
    private readonly StreamFraming _framing;
    private readonly List<string> _events = [];
    private readonly SortedSet<int> _open = [];

    private StreamComposer(byte[] choices)
    {
        _source = new ByteSource(choices);
        _framing = new StreamFraming(_source);
    }

    public static ComposedStream Compose(byte[] choices) => new StreamComposer(choices).Compose();

    private ComposedStream Compose()
    {
        Add("""{"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","model":"m","content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":10,"output_tokens":1}}}""");
        while (!_source.IsEmpty && _events.Count < MaxEvents)
        {
            AddAny();
        }

        // Half of all streams are interrupted before their end.
        bool hasEnd = _events.Count % 2 == 0;
        if (hasEnd)
        {
            Add("""{"type":"message_stop"}""");
        }

        return new ComposedStream(_framing.ToArray(), _events, hasEnd);
    }

    private void AddAny()
    {
        switch (_source.Next(16))
        {
            case 0 or 1:
                StartBlock();
                break;
            case 2:
                Add(string.Create(CultureInfo.InvariantCulture, $$"""{"type":"content_block_stop","index":{{_source.Next(MaxIndex)}}}"""));
                break;
            case 3:
                Add($$"""{"type":"message_delta","delta":{{_source.Choose(s_stops)}},"usage":{{_source.Choose(s_usages)}}}""");
                break;
            case 4:
                Add("""{"type": "ping"}""");
                break;
            case 5:
                Add($$"""{"type":"event_of_tomorrow","index":{{_source.Choose(s_values)}},"delta":{{_source.Choose(s_values)}}}""");
                break;
            default:
                AddDelta();
                break;
        }
    }

    private void StartBlock()
    {
        int index = _source.Next(MaxIndex);
        _open.Add(index);
        Add(string.Create(CultureInfo.InvariantCulture, $$"""{"type":"content_block_start","index":{{index}},"content_block":{{_source.Choose(s_starts)}}}"""));
    }

    private void AddDelta()
    {
        if (_open.Count == 0)
        {
            StartBlock();
        }

        int index = _open.ElementAt(_source.Next(_open.Count));
        string delta = _source.Next(12) switch
        {
            0 or 1 or 2 => $$"""{"type":"text_delta","text":"{{_source.Choose(s_texts)}}"}""",
            3 or 4 => $$"""{"type":"thinking_delta","thinking":"{{_source.Choose(s_texts)}}"}""",
            5 or 6 or 7 => $$"""{"type":"input_json_delta","partial_json":"{{_source.Choose(s_fragments)}}"}""",
            8 => $$"""{"type":"signature_delta","signature":{{_source.Choose(s_values)}}}""",
            9 => $$"""{"type":"citations_delta","citation":{{_source.Choose(s_values)}}}""",
            10 => $$"""{"type":"compaction_delta","content":{{_source.Choose(s_values)}}}""",
            _ => $$"""{"type":"delta_of_tomorrow","text":{{_source.Choose(s_values)}}}""",
        };
        string padding = new(' ', _source.Next(4));
        Add(string.Create(CultureInfo.InvariantCulture, $$"""{"type":"content_block_delta","index":{{index}},"delta":{{delta}}{{padding}}}"""));
    }

    private void Add(string json)
    {
        _events.Add(json);
        _framing.Add(json);
    }
}
