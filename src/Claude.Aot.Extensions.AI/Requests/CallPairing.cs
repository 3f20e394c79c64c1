namespace Claude.Aot.Extensions.AI.Requests;

/// <summary>
/// Matches calls and results, because the API rejects a call without a result in the next turn, and a result without its call. Reducers, approvals and
/// functions that end the loop leave such histories.
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

    private static void RemoveUnansweredServerCalls(Turn turn, ClaudeChatClientOptions options, bool isLast)
    {
        // The last turn can be one that was paused: the API runs its calls when the turn is sent back. Beside a client tool's call, the API runs them when it
        // has the result of that call; their results are in the turn after it.
        if (isLast || turn.Blocks.Exists(block => block is ToolUseBlock))
        {
            return;
        }

        HashSet<string> answered = [.. turn.Blocks.Select(ResultIdOf).OfType<string>()];
        if (turn.Blocks.RemoveAll(block => CallIdOf(block) is { } id && !answered.Contains(id)) > 0)
        {
            options.Report("ToolCallContent", "The call of a server tool has no result.");
        }
    }

    private static string? CallIdOf(ContentBlock block) => block switch
    {
        ServerToolUseBlock call => call.Id,
        McpToolUseBlock call => call.Id,
        _ => null,
    };

    // The results of server tools are of many types. All have this member.
    private static string? ResultIdOf(ContentBlock block) =>
        JsonValues.OfBlock(block).TryGetProperty("tool_use_id"u8, out RawJson id) && id.TryGetString(out string? text) ? text : null;
}
