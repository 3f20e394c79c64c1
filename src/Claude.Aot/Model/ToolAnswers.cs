namespace Claude.Aot;

/// <summary>
/// Lets the turns of a conversation fit together: the API refuses a tool call that the next turn does not answer, and an answer to a call that is not there. Only turns that
/// <see cref="Message.ToTurn"/> made are looked at; any other is the caller's to get right.
/// </summary>
internal static class ToolAnswers
{
    private const string NotRun = "The call was not run.";

    /// <summary>The turns with the missing results added, and those of calls that were left out removed; null if nothing has to be changed.</summary>
    public static List<InputMessage>? Complete(IReadOnlyList<InputMessage> turns)
    {
        List<InputMessage>? changed = null;
        for (int i = 0; i < turns.Count; i++)
        {
            changed?.Add(turns[i]);
            InputMessage? next = i + 1 < turns.Count && turns[i + 1].Role == Role.User ? turns[i + 1] : null;
            if (turns[i].Source is not { } source || !HasCall(source.Content))
            {
                continue;
            }

            HashSet<string> kept = [.. CallsOf(turns[i].Content.Blocks ?? [])];
            HashSet<string> left = [.. CallsOf(source.Content).Where(id => !kept.Contains(id))];
            List<ContentBlock> answers = [.. (next?.Content.Blocks ?? []).Where(block => block is not ToolResultBlock result || !left.Contains(result.ToolUseId))];
            kept.ExceptWith(answers.OfType<ToolResultBlock>().Select(result => result.ToolUseId));
            if (kept.Count == 0 && answers.Count == (next?.Content.Blocks?.Count ?? 0))
            {
                continue;
            }

            changed ??= [.. turns.Take(i + 1)];
            answers.InsertRange(0, CallsOf(source.Content).Where(kept.Contains).Select(id => new ToolResultBlock { ToolUseId = id, IsError = true, Content = NotRun }));
            if (next?.Content.Text is { } text)
            {
                answers.Add(new TextBlock(text));
            }

            if (answers.Count > 0)
            {
                changed.Add(new InputMessage(Role.User, new BlockContent(answers)) { Extra = next?.Extra ?? [] });
            }

            i += next is null ? 0 : 1;
        }

        return changed;
    }

    // Most turns have none, and cost nothing.
    private static bool HasCall(IReadOnlyList<ContentBlock> blocks)
    {
        for (int i = 0; i < blocks.Count; i++)
        {
            if (blocks[i] is ToolUseBlock)
            {
                return true;
            }
        }

        return false;
    }

    private static IEnumerable<string> CallsOf(IEnumerable<ContentBlock> blocks) => blocks.OfType<ToolUseBlock>().Select(call => call.Id);
}
