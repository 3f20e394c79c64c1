using System.Text.Json;

namespace Claude.Aot.Tests.Shared;

/// <summary>
/// The turns that the API is known to reject in a conversation, from its documentation (build-with-claude/extended-thinking, tool-use/implement-tool-use,
/// api/errors) and from public reports of its error messages. In tests, this class takes the place of the server.
/// </summary>
internal static class RequestRules
{
    /// <summary>Returns the reason for which the API would reject these turns; null if it would accept them.</summary>
    public static string? WhyRefused(JsonElement messages)
    {
        JsonElement[] turns = [.. messages.EnumerateArray()];
        HashSet<string> open = [];
        for (int i = 0; i < turns.Length; i++)
        {
            bool isModel = turns[i].GetProperty("role").GetString() == "assistant";
            JsonElement[] blocks = BlocksOf(turns[i].GetProperty("content"));
            if (blocks.Length == 0)
            {
                return $"turn {i}: content must not be empty";
            }

            string[] answered = [.. blocks.Where(block => TypeOf(block) == "tool_result").Select(block => block.GetProperty("tool_use_id").GetString()!)];
            if (open.FirstOrDefault(id => !answered.Contains(id)) is { } unanswered)
            {
                return $"turn {i}: tool_use {unanswered} has no tool_result immediately after";
            }

            if (answered.FirstOrDefault(id => !open.Contains(id)) is { } orphan)
            {
                return $"turn {i}: unexpected tool_use_id {orphan}";
            }

            open = [.. blocks.Where(block => isModel && TypeOf(block) == "tool_use").Select(block => block.GetProperty("id").GetString()!)];
            // The API joins the part after a pause to the part before it.
            JsonElement[] joined = [.. turns.Skip(i).TakeWhile(turn => isModel && turn.GetProperty("role").GetString() == "assistant").SelectMany(turn => BlocksOf(turn.GetProperty("content")))];
            if (blocks.Select(block => WhyRefused(block, joined, isModel && i == turns.Length - 1)).FirstOrDefault(reason => reason is not null) is { } refused)
            {
                return $"turn {i}: {refused}";
            }

            if (isModel && TypeOf(blocks[^1]) is "thinking" or "redacted_thinking")
            {
                return $"turn {i}: the final block cannot be thinking";
            }
        }

        return open.Count == 0 ? null : "the last turn has a tool_use without a tool_result";
    }

    private static string? WhyRefused(JsonElement block, JsonElement[] turn, bool isLastTurn)
    {
        if (HasUnpairedSurrogate(block.GetRawText()))
        {
            return "no low surrogate in string";
        }

        return TypeOf(block) switch
        {
            "text" when string.IsNullOrWhiteSpace(block.GetProperty("text").GetString()) => "text content blocks must contain non-whitespace text",
            "text" when block.EnumerateObject().Any(member => member.Name is "partial_json" or "input" or "thinking" or "id") => "extra inputs are not permitted",
            "thinking" when !block.TryGetProperty("signature", out JsonElement signature) || string.IsNullOrEmpty(signature.GetString()) => "thinking: signature is required",
            "thinking" when block.GetProperty("thinking").GetString()!.Contains('\uFFFD', StringComparison.Ordinal) => "thinking blocks cannot be modified",
            "tool_use" or "server_tool_use" or "mcp_tool_use" when !block.TryGetProperty("input", out JsonElement input) || input.ValueKind != JsonValueKind.Object => "tool_use: input must be an object",
            "tool_use" or "server_tool_use" when block.EnumerateObject().Any(member => member.Name == "text") => "extra inputs are not permitted",
            // A paused turn is the last turn and is continued. With a call of a client tool, the server tool runs when the API gets the result of that tool
            // (agents-and-tools/tool-use/server-tools).
            "server_tool_use" or "mcp_tool_use" when !isLastTurn && !turn.Any(other => TypeOf(other) == "tool_use") && !turn.Any(other => other.TryGetProperty("tool_use_id", out JsonElement id) && id.GetString() == block.GetProperty("id").GetString())
                => "server tool use without its result",
            _ => null,
        };
    }

    private static bool HasUnpairedSurrogate(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        return HasUnpairedSurrogate(document.RootElement);
    }

    private static bool HasUnpairedSurrogate(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => !IsText(value),
        JsonValueKind.Array => value.EnumerateArray().Any(HasUnpairedSurrogate),
        JsonValueKind.Object => value.EnumerateObject().Any(member => HasUnpairedSurrogate(member.Value)),
        _ => false,
    };

    // .NET throws if a string has an unpaired surrogate.
    private static bool IsText(JsonElement value)
    {
        try
        {
            return value.GetString() is not null;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static string? TypeOf(JsonElement block) => block.GetProperty("type").GetString();

    private static JsonElement[] BlocksOf(JsonElement content) =>
        content.ValueKind == JsonValueKind.String ? [JsonDocument.Parse($$"""{"type":"text","text":{{content.GetRawText()}}}""").RootElement] : [.. content.EnumerateArray()];
}
