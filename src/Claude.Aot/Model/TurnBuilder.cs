using Claude.Aot.Json;

namespace Claude.Aot.Model;

/// <summary>
/// Creates an assistant turn from a message: every block as received, except for content that the API is known to reject. If a conversation contained such
/// content, the API would reject every later request.
/// </summary>
/// <param name="message">The message.</param>
/// <param name="keepsCutCalls">Whether a tool call with incomplete input is kept, with the input <c>{}</c>.</param>
internal ref struct TurnBuilder(Message message, bool keepsCutCalls)
{
    private const string Placeholder = "(no content)";

    private static readonly byte[] s_emptyInput = "{}"u8.ToArray();

    private readonly List<ContentBlock> _kept = [];
    private readonly List<int> _positions = [];
    private List<TurnChange>? _changes;

    // The calls whose results are in the message itself; null until first needed.
    private HashSet<string>? _answered;

    public InputMessage Build()
    {
        for (int position = 0; position < message.Content.Count; position++)
        {
            Add(message.Content[position], position);
        }

        while (_kept is [.., ThinkingBlock or RedactedThinkingBlock])
        {
            Change(_positions[^1], TurnChangeKind.FinalThinkingRemoved);
            _kept.RemoveAt(_kept.Count - 1);
            _positions.RemoveAt(_positions.Count - 1);
        }

        if (_kept.Count == 0)
        {
            Change(-1, TurnChangeKind.PlaceholderAdded);
            _kept.Add(new TextBlock(Placeholder));
        }

        return new InputMessage(Role.Assistant, new BlockContent(_changes is null ? message.Content : _kept))
        {
            Changes = _changes ?? [],
            Completion = new ToolAnswers(message),
        };
    }

    private void Add(ContentBlock block, int position)
    {
        if (WhyRemoved(block) is { } reason)
        {
            Change(position, reason);
            return;
        }

        _kept.Add(block is ToolUseBlock or ServerToolUseBlock or McpToolUseBlock ? Complete(block, position) : block);
        _positions.Add(position);
    }

    private TurnChangeKind? WhyRemoved(ContentBlock block) => block switch
    {
        TextBlock text => string.IsNullOrWhiteSpace(text.Text) ? TurnChangeKind.BlankTextRemoved : null,
        ThinkingBlock { Signature: "" } => TurnChangeKind.UnsignedThinkingRemoved,
        // The signature covers the text as the model wrote it. Text that could not be decoded contains U+FFFD.
        ThinkingBlock thinking when thinking.Thinking.Contains('\uFFFD', StringComparison.Ordinal) || SurrogateRepair.IsNeeded(thinking.RawJson.Utf8) =>
            TurnChangeKind.AlteredThinkingRemoved,
        ToolUseBlock call when !IsSendable(call) || (!keepsCutCalls && call.Input.State == ToolInputState.Incomplete) => TurnChangeKind.IncompleteCallRemoved,
        ServerToolUseBlock call => WhyServerCallRemoved(call, call.Id, call.Input),
        McpToolUseBlock call => WhyServerCallRemoved(call, call.Id, call.Input),
        { IsComplete: false } => TurnChangeKind.IncompleteBlockRemoved,
        _ => null,
    };

    private TurnChangeKind? WhyServerCallRemoved(ContentBlock call, string id, ToolInput input) =>
        !call.IsComplete || input.State == ToolInputState.Incomplete ? TurnChangeKind.IncompleteCallRemoved
        : message.StopReason == StopReason.PauseTurn || HasResult(id) || IsWaiting ? null
        : TurnChangeKind.CallWithoutResultRemoved;

    /// <summary>
    /// Whether the API runs server tools only when it gets the results of the client tools that the model called in the same turn
    /// (https://platform.claude.com/docs/en/agents-and-tools/tool-use/server-tools).
    /// </summary>
    private bool IsWaiting => message.StopReason == StopReason.ToolUse && message.Content.Any(block => block is ToolUseBlock call && IsSendable(call));

    private static bool IsSendable(ToolUseBlock call) => call.IsComplete && call.Id.Length > 0 && call.Name.Length > 0;

    private bool HasResult(string id)
    {
        _answered ??= PartialBlock.AnsweredIn(message.Content.Select(block => new PartialBlock(block.ToRawJson(), block.IsComplete)));
        return _answered.Contains(id);
    }

    private ContentBlock Complete(ContentBlock block, int position)
    {
        RawJson json = block.ToRawJson();
        bool isChanged = false;
        if (!json.TryGetMember("input"u8, out _))
        {
            isChanged = true;
            Change(position, TurnChangeKind.InputAdded);
            json = JsonMembers.Append(json, "input"u8, s_emptyInput);
        }

        if (SurrogateRepair.IsNeeded(json.Utf8))
        {
            isChanged = true;
            Change(position, TurnChangeKind.SurrogateReplaced);
            json = new RawJson(SurrogateRepair.Apply(json.Utf8));
        }

        return isChanged ? ContentBlock.Create(json) : block;
    }

    private void Change(int position, TurnChangeKind kind) => (_changes ??= []).Add(new TurnChange(position, kind));
}
