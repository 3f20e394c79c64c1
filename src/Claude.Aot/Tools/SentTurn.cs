using Claude.Aot.Model;

namespace Claude.Aot.Tools;

/// <summary>A message as it is sent back to the model, with the calls in it that need results.</summary>
internal sealed class SentTurn
{
    /// <summary>Converts a message.</summary>
    /// <param name="message">The message.</param>
    /// <param name="isWhole">Whether its stream reached its end.</param>
    public SentTurn(Message message, bool isWhole)
    {
        Message = message;
        bool isCutOff = message.StopReason.Kind is StopReasonKind.MaxTokens or StopReasonKind.ModelContextWindowExceeded;
        Turn = new TurnBuilder(message, keepsCutCalls: isWhole && !isCutOff && message.StopReason.Kind != StopReasonKind.Refusal).Build();
        if (!isWhole)
        {
            Turn = WithoutRestAfterCalls(Turn);
        }

        // The API requires that ids differ, so a repeated id gets one result.
        Calls = [.. (Turn.Content.Blocks ?? []).OfType<ToolUseBlock>().DistinctBy(call => call.Id)];
        IsEmpty = Turn.Changes.Any(change => change.Kind == TurnChangeKind.PlaceholderAdded);
        UncertainCall = (!isWhole || isCutOff) && message.Content is [.., ToolUseBlock last] && last.Input.Utf8.SequenceEqual("{}"u8) ? last.Id : null;
    }

    public Message Message { get; }

    public InputMessage Turn { get; }

    public IReadOnlyList<ToolUseBlock> Calls { get; }

    /// <summary>Whether no block of the message can be sent back.</summary>
    public bool IsEmpty { get; }

    /// <summary>
    /// The id of a call whose input may have been cut off before its first byte, so that it looks like that of a tool without parameters; otherwise null.
    /// </summary>
    public string? UncertainCall { get; }

    /// <summary>Whether calls of the message must not run.</summary>
    public bool IsRefused => Message.StopReason.Kind is StopReasonKind.Refusal or StopReasonKind.ModelContextWindowExceeded;

    /// <summary>Returns whether another request follows, unless the run is stopped.</summary>
    public bool GoesOnWith(IReadOnlyList<ToolCallResult> results) => (Message.StopReason.Kind, Calls.Count) switch
    {
        _ when IsRefused => false,
        // The model would be asked to continue a message of which nothing was run.
        (StopReasonKind.MaxTokens, > 0) => results.Any(result => result.Outcome != ToolCallOutcome.NotRun),
        (_, > 0) => true,
        (StopReasonKind.PauseTurn or StopReasonKind.Compaction, _) => true,
        _ => false,
    };

    /// <summary>The reason why the run ends with this message.</summary>
    public ToolRunStopReason Reason => Message.StopReason.Kind switch
    {
        StopReasonKind.EndTurn or StopReasonKind.None => ToolRunStopReason.EndTurn,
        StopReasonKind.StopSequence => ToolRunStopReason.StopSequence,
        StopReasonKind.MaxTokens => ToolRunStopReason.MaxTokens,
        StopReasonKind.Refusal => ToolRunStopReason.Refusal,
        StopReasonKind.ModelContextWindowExceeded => ToolRunStopReason.ContextWindowExceeded,
        _ => ToolRunStopReason.Other,
    };

    /// <summary>Removes the text that an interrupted message has after its last call, because the API requires that results follow the calls.</summary>
    private static InputMessage WithoutRestAfterCalls(InputMessage turn)
    {
        List<ContentBlock> blocks = [.. turn.Content.Blocks ?? []];
        int last = blocks.FindLastIndex(block => block is ToolUseBlock);
        return last < 0 || last == blocks.Count - 1
            ? turn
            : new InputMessage(Role.Assistant, new BlockContent(blocks[..(last + 1)])) { Changes = turn.Changes, Completion = turn.Completion };
    }
}
