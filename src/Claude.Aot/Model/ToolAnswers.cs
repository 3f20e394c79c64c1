namespace Claude.Aot.Model;

/// <summary>
/// Lets the turns of a conversation fit together. Abstract, and <see cref="ToolAnswers"/> named only where a turn is made of a message: an app that never does so keeps no class of a
/// message in its native binary.
/// </summary>
internal abstract class TurnCompletion
{
    /// <summary>The request, or one whose turns fit together if those of this one do not.</summary>
    public abstract MessageRequest Complete(MessageRequest request);
}

/// <summary>
/// Lets the turns of a conversation fit together: the API refuses a tool call that the next turn does not answer, and an answer to a call that is not there. Only turns that
/// <see cref="Message.ToTurn"/> made are looked at; any other is the caller's to get right.
/// </summary>
internal sealed class ToolAnswers(Message source) : TurnCompletion
{
    private const string NotRun = "The call was not run.";

    private Message Source => source;

    /// <inheritdoc/>
    public override MessageRequest Complete(MessageRequest request) => Complete(request.Messages) is { } turns ? request.WithTurns(turns) : request;

    /// <summary>The turns with the missing results added, and those of calls that were left out removed; null if nothing has to be changed.</summary>
    private static List<InputMessage>? Complete(IReadOnlyList<InputMessage> turns)
    {
        List<InputMessage>? changed = null;
        for (int i = 0; i < turns.Count; i++)
        {
            changed?.Add(turns[i]);
            InputMessage? next = i + 1 < turns.Count && turns[i + 1].Role == Role.User ? turns[i + 1] : null;
            if (turns[i].Completion is not ToolAnswers { Source: var message } || !HasCall(message.Content))
            {
                continue;
            }

            HashSet<string> kept = [.. CallsOf(turns[i].Content.Blocks ?? [])];
            HashSet<string> left = [.. CallsOf(message.Content).Where(id => !kept.Contains(id))];
            List<ContentBlock> answers = [.. (next?.Content.Blocks ?? []).Where(block => block is not ToolResultBlock result || !left.Contains(result.ToolUseId))];
            kept.ExceptWith(answers.OfType<ToolResultBlock>().Select(result => result.ToolUseId));
            if (kept.Count == 0 && answers.Count == (next?.Content.Blocks?.Count ?? 0))
            {
                continue;
            }

            changed ??= [.. turns.Take(i + 1)];
            answers.InsertRange(0, CallsOf(message.Content).Where(kept.Contains).Select(id => new ToolResultBlock { ToolUseId = id, IsError = true, Content = NotRun }));
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
