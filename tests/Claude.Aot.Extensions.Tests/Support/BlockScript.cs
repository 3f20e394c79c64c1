using System.Text;
using System.Text.Json;
using Claude.Aot.Testing;

namespace Claude.Aot.Extensions.Tests.Support;

/// <summary>Streams and messages of given blocks, as the API sends them. The blocks arrive whole, in their first event.</summary>
internal static class BlockScript
{
    public const string Usage = """{"input_tokens":10,"output_tokens":1}""";

    /// <summary>Creates a stream of an answer whose blocks are the given JSON.</summary>
    public static ResponseScript Stream(params ReadOnlySpan<string> blocks) => Stream("end_turn", blocks);

    public static ResponseScript Stream(string stopReason, ReadOnlySpan<string> blocks)
    {
        StringBuilder events = Start();
        for (int i = 0; i < blocks.Length; i++)
        {
            Add(events, "content_block_start", $$"""{"type":"content_block_start","index":{{i}},"content_block":{{blocks[i]}}}""");
            Add(events, "content_block_stop", $$"""{"type":"content_block_stop","index":{{i}}}""");
        }

        return End(events, $$"""{"stop_reason":"{{stopReason}}","stop_sequence":null}""", """{"output_tokens":5}""");
    }

    /// <summary>Creates a stream without content that ends with the given members of <c>message_delta</c>.</summary>
    public static ResponseScript Ending(string delta, string usage = """{"output_tokens":5}""", string startUsage = Usage) => End(Start(startUsage), delta, usage);

    /// <summary>Creates a stream of the given events between the start of a message and its end.</summary>
    public static ResponseScript Events(string stopReason, params ReadOnlySpan<string> events)
    {
        StringBuilder body = Start();
        foreach (string json in events)
        {
            using JsonDocument document = JsonDocument.Parse(json);
            Add(body, document.RootElement.GetProperty("type").GetString()!, json);
        }

        return End(body, $$"""{"stop_reason":"{{stopReason}}","stop_sequence":null}""", """{"output_tokens":5}""");
    }

    private static StringBuilder Start(string usage = Usage)
    {
        var body = new StringBuilder();
        Add(body, "message_start", $$$"""
            {"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","model":"claude-sonnet-5-5","content":[],"stop_reason":null,"stop_sequence":null,"usage":{{{usage}}}}}
            """);
        return body;
    }

    private static ResponseScript End(StringBuilder body, string delta, string usage)
    {
        Add(body, "message_delta", $$"""{"type":"message_delta","delta":{{delta}},"usage":{{usage}}}""");
        Add(body, "message_stop", """{"type":"message_stop"}""");
        return ResponseScript.FromText(body.ToString());
    }

    private static void Add(StringBuilder body, string name, string json) => body.Append("event: ").Append(name).Append("\ndata: ").Append(json).Append("\n\n");
}
