namespace Claude.Aot.Extensions.AI.Requests;

/// <summary>Removes what the API rejects at the end of a turn of the model.</summary>
internal static class TurnEnd
{
    public static void Trim(List<Turn> turns, ClaudeChatClientOptions options)
    {
        for (int i = 0; i < turns.Count; i++)
        {
            if (turns[i].Role == Role.Assistant)
            {
                RemoveFinalThinking(turns[i].Blocks, options);
            }
        }

        // Only this text is a prefill. Other text stays as it is: signatures and the prompt cache depend on it.
        if (turns is [.., { Blocks: [.., TextBlock last] } turn] && turn.Role == Role.Assistant && last.Text.Length > 0 && char.IsWhiteSpace(last.Text[^1]))
        {
            turn.Blocks.RemoveAt(turn.Blocks.Count - 1);
            if (last.Text.TrimEnd() is { Length: > 0 } text)
            {
                turn.Blocks.Add(new TextBlock(text) { CacheControl = last.CacheControl, Citations = last.Citations });
            }
        }
    }

    private static void RemoveFinalThinking(List<ContentBlock> blocks, ClaudeChatClientOptions options)
    {
        while (blocks is [.., ThinkingBlock or RedactedThinkingBlock])
        {
            blocks.RemoveAt(blocks.Count - 1);
            options.Report("TextReasoningContent", "The API rejects a turn that ends in thinking.");
        }
    }
}
