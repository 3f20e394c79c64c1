namespace Claude.Aot.Extensions.AI.Requests;

/// <summary>
/// Matches calls and results, because the API rejects a call without a result in the next turn, and a result without its call. Reducers, approvals and
/// functions
/// that end the loop leave such histories.
/// </summary>
internal static class CallPairing
{
    private const string NotRun = "The call was not run.";

    public static void Apply(List<Turn> turns, ClaudeChatClientOptions options, bool startsInMiddle)
    {
        for (int i = 0; i < turns.Count; i++)
        {
            if (turns[i].Role == Role.Assistant)
            {
                RemoveUnansweredServerCalls(turns[i], options, isLast: i == turns.Count - 1);
                AnswerCalls(turns, i);
            }
            else if (turns[i].Role == Role.User && !(i == 0 && startsInMiddle))
            {
                RemoveOrphans(turns[i], i == 0 ? null : turns[i - 1], options);
            }
        }
    }

    private static void AnswerCalls(List<Turn> turns, int position)
    {
        string[] calls = [.. turns[position].Blocks.OfType<ToolUseBlock>().Select(call => call.Id)];
        if (calls.Length == 0)
        {
            return;
        }

        if (position + 1 == turns.Count || turns[position + 1].Role != Role.User)
        {
            turns.Insert(position + 1, new Turn(Role.User));
        }

        List<ContentBlock> next = turns[position + 1].Blocks;
        HashSet<string> answered = [.. next.OfType<ToolResultBlock>().Select(result => result.ToolUseId)];
        next.AddRange(calls.Where(id => !answered.Contains(id)).Select(id => new ToolResultBlock { ToolUseId = id, IsError = true, Content = NotRun }));
    }

    private static void RemoveOrphans(Turn turn, Turn? previous, ClaudeChatClientOptions options)
    {
        HashSet<string> calls = [.. (previous?.Blocks ?? []).OfType<ToolUseBlock>().Select(call => call.Id)];
        if (turn.Blocks.RemoveAll(block => block is ToolResultBlock result && !calls.Contains(result.ToolUseId)) > 0)
        {
            options.Report("FunctionResultContent", "The turn before has no call with this id.");
        }
    }

    // The last turn can be one that was paused: the API runs its calls when the turn is sent back.
    private static void RemoveUnansweredServerCalls(Turn turn, ClaudeChatClientOptions options, bool isLast)
    {
        if (isLast)
        {
            return;
        }

        HashSet<string> answered = [.. turn.Blocks.Select(block => block.RawJson.IsEmpty
            ? (block as McpToolResultBlock)?.ToolUseId : IdIn(block.RawJson)).OfType<string>()];
        if (turn.Blocks.RemoveAll(block => block is ServerToolUseBlock call
            ? !answered.Contains(call.Id) : block is McpToolUseBlock mcp && !answered.Contains(mcp.Id)) > 0)
        {
            options.Report("ToolCallContent", "The call of a server tool has no result.");
        }
    }

    private static string? IdIn(RawJson block) => block.TryGetProperty("tool_use_id"u8, out RawJson id) && id.TryGetString(out string? text) ? text : null;
}
