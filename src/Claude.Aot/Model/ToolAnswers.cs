namespace Claude.Aot.Model;

/// <summary>
/// Corrects a conversation so that every tool call has a result. This type is abstract, and <see cref="ToolAnswers"/> is referenced only by code that creates
/// a turn from a message, so that the trimmer can drop the message classes from an app that never does so.
/// </summary>
internal abstract class TurnCompletion
{
    /// <summary>Returns the request, or a copy with corrected turns if its tool calls and results do not match.</summary>
    public abstract MessageRequest Complete(MessageRequest request);
}

/// <summary>
/// Corrects a conversation so that tool calls and results match: the API rejects a tool call without a result in the next turn, and a result without its call.
/// Only turns that <see cref="Message.ToTurn"/> created are corrected; the caller is responsible for all others.
/// </summary>
internal sealed class ToolAnswers(Message source) : TurnCompletion
{
    private const string NotRun = "The call was not run.";

    private Message Source => source;

    /// <inheritdoc/>
    public override MessageRequest Complete(MessageRequest request) => Complete(request.Messages) is { } turns ? request.WithTurns(turns) : request;

    /// <summary>Returns the turns with missing results added and the results of removed calls removed, or null if no change is necessary.</summary>
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
            List<ContentBlock> answers =
                [.. (next?.Content.Blocks ?? []).Where(block => block is not ToolResultBlock result || !left.Contains(result.ToolUseId))];
            kept.ExceptWith(answers.OfType<ToolResultBlock>().Select(result => result.ToolUseId));
            if (kept.Count == 0 && answers.Count == (next?.Content.Blocks?.Count ?? 0))
            {
                continue;
            }

            changed ??= [.. turns.Take(i + 1)];
            answers.InsertRange(0, CallsOf(message.Content)
                .Where(kept.Contains)
                .Select(id => new ToolResultBlock { ToolUseId = id, IsError = true, Content = NotRun }));
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

    // Most turns have no tool call; this check avoids allocations for them.
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
