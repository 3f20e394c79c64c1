using System.Globalization;
using System.Text;

namespace Claude.Aot.Tests.Shared.Fuzzing;

/// <summary>A message stream with many members, blocks, deltas or levels, as an attacker would send it to make it expensive.</summary>
internal sealed class HostileStream
{
    private readonly StringBuilder _start = new();
    private readonly StringBuilder _events = new();
    private int _nextBlock;

    /// <summary>Gets all shapes by name. Each is written a given number of times into a stream, alone or together with other shapes.</summary>
    public static IReadOnlyDictionary<string, Action<HostileStream, int>> Shapes { get; } = new Dictionary<string, Action<HostileStream, int>>
    {
        ["members of message_delta"] = (stream, count) => stream.Event("message_delta", $$"""{{Members("a", count)}},"delta":{}"""),
        ["members of delta"] = (stream, count) => stream.Event("message_delta", $$"""
            "delta":{{{Members("b", count)}}}
            """),
        ["members of usage"] = (stream, count) => stream.Event("message_delta", $$"""
            "delta":{},"usage":{{{Members("c", count)}}}
            """),
        ["members of message_start"] = (stream, count) => stream._start.Append(',').Append(Members("d", count)),
        ["members of both"] = (stream, count) =>
        {
            stream._start.Append(',').Append(Members("e", count));
            stream.Event("message_delta", $$"""{{Members("e", count)}},"delta":{}""");
        },
        ["members of unknown usage in both"] = (stream, count) =>
        {
            stream._start.Append(CultureInfo.InvariantCulture, $$$""","usage":{"cache":{{{{Members("f", count)}}}},"output_tokens":1}""");
            stream.Event("message_delta", $$$"""
                "delta":{},"usage":{"cache":{{{{Members("f", count)}}}}}
                """);
        },
        ["message_deltas"] = (stream, count) => Repeat(count, i => stream.Event("message_delta", $$$"""
            "delta":{"g{{{i}}}":1},"usage":{"output_tokens":{{{i}}},"h{{{i}}}":1}
            """)),
        ["duplicates of known members"] = (stream, count) => stream.Event("message_delta", $$"""
            "delta":{{{Same("\"stop_reason\":\"end_turn\"", count)}}},{{Same("\"usage\":{\"output_tokens\":1}", count)}}
            """),
        ["duplicates of unknown members"] = (stream, count) => stream.Event("message_delta", $$"""{{Same("\"same\":1", count)}},"delta":{}"""),
        ["duplicates of content"] = (stream, count) =>
        {
            stream._start.Append(',').Append(Same("\"content\":[]", count));
            stream.Block("""{"type":"text","text":""}""", index => Repeat(count, _ => stream.Text(index, "abc")));
        },
        ["duplicates of a block's text"] = (stream, count) => stream.Block(
            $$"""{"type":"text",{{Same("\"text\":\"\"", count)}}}""", index => Repeat(count, _ => stream.Text(index, "abc"))),
        ["long names"] = (stream, count) => stream.Event("message_delta", $$"""{{Members(new string('n', 200), count)}},"delta":{}"""),
        ["one long name"] = (stream, count) => stream.Event("message_delta", $$"""{{Members(new string('n', 20 * count), 1)}},"delta":{}"""),
        ["escaped names"] = (stream, count) => stream.Event("message_delta", $$"""{{Members("\\u0061\\n", count)}},"delta":{}"""),
        ["names with the same end"] = (stream, count) => stream.Event("message_delta", $$"""{{Members("", count, new string('z', 60))}},"delta":{}"""),
        ["blocks"] = (stream, count) => Repeat(count, _ => stream.Block("""{"type":"text","text":""}""", index => stream.Text(index, "a"))),
        ["deltas for the first of many open blocks"] = (stream, count) =>
        {
            int first = stream._nextBlock;
            stream.Open(count);
            Repeat(count, _ => stream.Text(first, "a"));
        },
        ["deltas for open blocks in turn"] = (stream, count) =>
        {
            int first = stream._nextBlock;
            stream.Open(count);
            Repeat(4 * count, i => stream.Text(first + (i * 7919 % count), "abc"));
        },
        ["blocks from the last index to the first"] = (stream, count) => Repeat(count, i => stream.StartText(stream._nextBlock + count - i)),
        ["one index for all blocks"] = (stream, count) => Repeat(count, _ =>
        {
            stream.StartText(0);
            stream.Text(0, "a");
        }),
        ["starts and stops of one index"] = (stream, count) => Repeat(count, _ =>
        {
            stream.StartText(0);
            stream.Stop(0);
        }),
        ["stops of unknown blocks"] = (stream, count) => Repeat(count, i => stream.Stop(1_000_000 + i)),
        ["deltas without a block"] = (stream, count) => Repeat(count, i => stream.Text(2_000_000 + (i % 2), "a")),
        ["deltas without an index"] = (stream, count) => Repeat(count, _ => stream.Event("content_block_delta", """
            "delta":{"type":"text_delta","text":"a"}
            """)),
        ["text on open calls"] = (stream, count) => Repeat(count, i => stream.Block($$$"""{"type":"tool_use","id":"t{{{i}}}","name":"n","input":{}}""", index => stream.Text(index, "a"))),
        ["a message_start again and again"] = (stream, count) =>
        {
            stream._start.Append(CultureInfo.InvariantCulture, $",\"filler\":\"{new string('x', 40 * count)}\"");
            Repeat(count, i => stream.Event("message_start", $$$"""
                "message":{"id":"other{{{i}}}","usage":{"input_tokens":{{{i}}}}}
                """));
        },
        ["deltas of a block with a long start"] = (stream, count) => stream.Block(
            $$"""{"type":"text","filler":"{{new string('x', 20 * count)}}","text":""}""", index => Repeat(count, _ => stream.Text(index, "a"))),
        ["nested results"] = (stream, count) => stream.Block(Nested(Math.Min(count, 120), new string('x', 100 * Math.Min(count, 120))), _ => { }),
        ["pieces of input"] = (stream, count) => stream.Block("""{"type":"tool_use","id":"t","name":"n","input":{}}""", index =>
        {
            stream.Input(index, "[0");
            Repeat(count, _ => stream.Input(index, ",1"));
            stream.Input(index, "]");
        }),
        ["deep input"] = (stream, count) => stream.Block("""{"type":"tool_use","id":"t","name":"n","input":{}}""", index =>
        {
            Repeat(count, _ => stream.Input(index, "["));
            Repeat(count, _ => stream.Input(index, "]"));
        }),
        ["citations"] = (stream, count) => stream.Block("""{"type":"text","text":"","citations":[]}""", index => Repeat(count, _ => stream.Delta(index, """{"type":"citations_delta","citation":{"a":1}}"""))),
        ["signatures"] = (stream, count) => stream.Block("""{"type":"thinking","thinking":"","signature":""}""", index => Repeat(count, _ => stream.Delta(index, """{"type":"signature_delta","signature":"abc"}"""))),
        ["halves of characters"] = (stream, count) => stream.Block("""{"type":"text","text":""}""", index => Repeat(count, _ => stream.Text(index, "\\ud83d"))),
        ["calls of server tools and their results"] = (stream, count) =>
        {
            Repeat(count, i => stream.Block($$$"""{"type":"server_tool_use","id":"s{{{i}}}","name":"web_search","input":{}}""", _ => { }));
            Repeat(count, i => stream.Block($$$"""{"type":"web_search_tool_result","tool_use_id":"s{{{i}}}","content":[]}""", _ => { }));
        },
        ["unknown events and deltas"] = (stream, count) => stream.Block("""{"type":"text","text":""}""", index => Repeat(count, i =>
        {
            stream.Event("event_of_tomorrow", $"\"a{i}\":1");
            stream.Delta(index, $$"""{"type":"delta_of_tomorrow","a{{i}}":1}""");
        })),
    };

    /// <summary>Writes several shapes into one stream.</summary>
    public static byte[] Compose(params IReadOnlyList<(string Shape, int Count)> parts)
    {
        var stream = new HostileStream();
        foreach ((string shape, int count) in parts)
        {
            Shapes[shape](stream, count);
        }

        return stream.ToArray();
    }

    /// <summary>Creates tool results that are nested in each other, with a text in the innermost one.</summary>
    public static string Nested(int levels, string text)
    {
        var json = new StringBuilder();
        for (int i = 0; i < levels; i++)
        {
            json.Append("{\"tool_use_id\":\"t\",\"content\":[");
        }

        json.Append(CultureInfo.InvariantCulture, $$"""{"type":"text","text":"{{text}}"}""");
        for (int i = 0; i < levels; i++)
        {
            // The type comes last, so that code that looks for it has to skip all nested content.
            json.Append("],\"type\":\"tool_result\"}");
        }

        return json.ToString();
    }

    private byte[] ToArray() => Encoding.UTF8.GetBytes(
        $$$"""
        event: message_start
        data: {"type":"message_start","message":{"id":"m","type":"message","role":"assistant","model":"m","content":[],"usage":{"input_tokens":1,"output_tokens":1}{{{_start}}}}}


        """.ReplaceLineEndings("\n") + _events + "event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n");

    private static string Members(string prefix, int count, string suffix = "") => string.Join(',', Enumerable.Range(0, Math.Max(count, 1)).Select(i => $"\"{prefix}{i}{suffix}\":0"));

    private static string Same(string member, int count) => string.Join(',', Enumerable.Repeat(member, Math.Max(count, 1)));

    private static void Repeat(int count, Action<int> write)
    {
        for (int i = 0; i < count; i++)
        {
            write(i);
        }
    }

    private void Event(string type, string members) => _events.Append(CultureInfo.InvariantCulture, $"event: {type}\ndata: {{\"type\":\"{type}\",{members.Trim()}}}\n\n");

    private void Block(string start, Action<int> write)
    {
        int index = _nextBlock++;
        Event("content_block_start", $"\"index\":{index},\"content_block\":{start}");
        write(index);
        Stop(index);
    }

    private void Open(int count) => Repeat(count, _ => StartText(_nextBlock++));

    private void StartText(int index) => Event("content_block_start", $$"""
        "index":{{index}},"content_block":{"type":"text","text":""}
        """);

    private void Stop(int index) => Event("content_block_stop", $"\"index\":{index}");

    private void Text(int index, string text) => Delta(index, $$"""{"type":"text_delta","text":"{{text}}"}""");

    private void Input(int index, string json) => Delta(index, $$"""{"type":"input_json_delta","partial_json":"{{json}}"}""");

    private void Delta(int index, string delta) => Event("content_block_delta", $"\"index\":{index},\"delta\":{delta}");
}
