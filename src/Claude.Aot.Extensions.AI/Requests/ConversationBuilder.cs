using Microsoft.Extensions.AI;

namespace Claude.Aot.Extensions.AI.Requests;

/// <summary>Builds the system prompt and the turns of a request. Neighboring messages that the API sees as one role become one turn.</summary>
internal sealed class ConversationBuilder(string model, ClaudeChatClientOptions options, ContentMapper contents, SystemPrompt? rawSystem)
{
    private readonly List<TextBlock> _system = [];
    private readonly List<Turn> _turns = [];

    /// <summary>Gets the system prompt; null if there is none.</summary>
    public SystemPrompt? System { get; private set; }

    public void Add(ChatMessage message)
    {
        if (message.Role == ChatRole.System)
        {
            AddSystem(message);
            return;
        }

        if (message.Role == ChatRole.Assistant)
        {
            AddAssistant(message);
            return;
        }

        if (message.Role != ChatRole.User && message.Role != ChatRole.Tool)
        {
            throw new NotSupportedException($"The API has no role '{message.Role.Value}'.");
        }

        contents.Add(TurnOf(Role.User).Blocks, message.Contents);
    }

    /// <summary>Adds files to the first turn of the user, so that later requests of the conversation begin with the same turns.</summary>
    public void AddContainerFiles(List<HostedFileContent> files)
    {
        if (files.Count > 0)
        {
            contents.AddContainerFiles((_turns.Find(turn => turn.Role == Role.User) ?? TurnOf(Role.User)).Blocks, files);
        }
    }

    /// <exception cref="InvalidOperationException">There is no turn.</exception>
    public IReadOnlyList<InputMessage> Build(IReadOnlyList<InputMessage> rawTurns, string? instructions)
    {
        if (!string.IsNullOrEmpty(instructions))
        {
            _system.Add(new TextBlock(instructions));
        }

        System = Join(rawSystem);
        CallPairing.Apply(_turns, options, startsInMiddle: rawTurns.Count > 0);
        TurnEnd.Trim(_turns, options);
        _turns.RemoveAll(turn => turn.Blocks.Count == 0);
        if (_turns.Count + rawTurns.Count == 0)
        {
            throw new InvalidOperationException("No message has any content that can be sent.");
        }

        return [.. rawTurns, .. _turns.Select(turn => turn.ToMessage())];
    }

    private SystemPrompt? Join(SystemPrompt? raw)
    {
        if (_system.Count == 0)
        {
            return raw;
        }

        IEnumerable<TextBlock> first = raw?.Blocks ?? (string.IsNullOrEmpty(raw?.Text) ? [] : [new TextBlock(raw.Text)]);
        return new SystemPrompt([.. first, .. _system]);
    }

    private void AddSystem(ChatMessage message)
    {
        bool isFirst = _turns.TrueForAll(turn => turn.Blocks.Count == 0);
        bool isOpen = _turns.Count > 0 && _turns[^1].Blocks.Exists(block => block is ToolUseBlock);
        List<ContentBlock> blocks = [];
        contents.AddSystem(blocks, message.Contents);
        if (!isFirst && !isOpen && ModelVersion.HasSystemTurns(model))
        {
            TurnOf(Role.System).Blocks.AddRange(blocks);
            return;
        }

        if (!isFirst && blocks.Count > 0)
        {
            string reason = isOpen ? "it separates calls from their results" : "the model accepts it nowhere else";
            options.Report("ChatMessage.Role", $"A system message within the conversation became part of the system prompt: {reason}.");
        }

        _system.AddRange(blocks.Cast<TextBlock>());
    }

    // A result among the contents of the model becomes part of a turn of the user. The contents after it become another turn of the model.
    private void AddAssistant(ChatMessage message)
    {
        List<AIContent> run = [];
        foreach (AIContent content in message.Contents)
        {
            if (content is not FunctionResultContent)
            {
                run.Add(content);
                continue;
            }

            contents.Add(TurnOf(Role.Assistant).Blocks, run);
            run = [];
            contents.Add(TurnOf(Role.User).Blocks, [content]);
        }

        contents.Add(TurnOf(Role.Assistant).Blocks, run);
    }

    private Turn TurnOf(Role role)
    {
        _turns.RemoveAll(turn => turn.Blocks.Count == 0);
        if (_turns.Count == 0 || _turns[^1].Role != role)
        {
            _turns.Add(new Turn(role));
        }

        return _turns[^1];
    }
}
