using System.Text;

namespace Claude.Aot.Tests.Shared.Fuzzing;

/// <summary>The keywords of the formats that the targets read.</summary>
internal static class FuzzWords
{
    public static IReadOnlyList<byte[]> Sse { get; } =
    [
        .. Encode("data", "data:", "data: ", "event:", "event: ", "id:", "id: ", "retry:", "retry: ", ":", "\n", "\r", "\r\n", "\n\n", "\r\r", "\r\n\r\n", "\uFEFF", "\0", "é", "☀", "😀", "99999999999999999999"),
        [0xC3], [0xE2, 0x98], [0xF0, 0x9F, 0x98], [0xED, 0xA0, 0x80], [0xFF],
    ];

    public static IReadOnlyList<byte[]> Json { get; } =
    [
        .. Encode("{", "}", "[", "]", ":", ",", "\"", "\\", "\\\"", "\\\\", "\\/", "\\n", "\\u0000", "\\u00e9", "\\uD83D", "\\uDE00", "\\ud83d\\ude00", "true", "false", "null", "0", "-1", "1.5e+300", "1e", "-", "{}", "[]", "\"\"", "\"a\":", " ", "\t", "é", "😀"),
    ];

    public static IReadOnlyList<byte[]> Events { get; } =
    [
        .. Sse,
        .. Json,
        .. Encode(
            "message_start", "content_block_start", "content_block_delta", "content_block_stop", "message_delta", "message_stop", "ping", "error", "[DONE]",
            "\"type\":", "\"index\":", "\"delta\":", "\"content_block\":", "\"message\":", "\"content\":", "\"usage\":", "\"stop_reason\":", "\"model\":", "\"error\":",
            "text_delta", "input_json_delta", "thinking_delta", "signature_delta", "citations_delta", "compaction_delta",
            "\"text\":", "\"partial_json\":", "\"thinking\":", "\"signature\":", "\"citation\":", "\"citations\":", "\"input\":", "\"encrypted_content\":",
            "text", "thinking", "tool_use", "server_tool_use", "redacted_thinking", "fallback", "compaction",
            "data: {\"type\":\"message_stop\"}\n\n",
            "data: {\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"a\"}}\n\n"),
    ];

    private static IEnumerable<byte[]> Encode(params IEnumerable<string> words) => words.Select(Encoding.UTF8.GetBytes);
}
