using Microsoft.Extensions.AI;

namespace Claude.Aot.Extensions.AI.Responses;

/// <summary>
/// Maps the events of one stream to updates. Text and thinking are passed on piece by piece; every other block is passed on once it is complete, because the
/// updates' consumers can join only text.
/// </summary>
internal sealed class UpdateMapper(ClaudeChatClientOptions options)
{
    private readonly DateTimeOffset _createdAt = DateTimeOffset.UtcNow;

    // The contents from the first call on. They wait for the end of the message, because the calls of a refused message must not run.
    private List<AIContent>? _held;
    private string? _id;
    private string? _model;

    // The kind of the last content that was passed on. Consumers join the next piece with it if it has the same kind.
    private ContentBlockType _joinable;
    private bool _isBlockStarted;
    private bool _isCited;

    /// <summary>Maps an event.</summary>
    /// <returns>Null if the event has nothing for the caller.</returns>
    public ChatResponseUpdate? Map(StreamEvent e) => e.Type switch
    {
        StreamEventType.MessageStart => Start(e.Message),
        StreamEventType.ContentBlockStart => StartBlock(e.ContentBlock),
        StreamEventType.ContentBlockDelta => Map(e.Delta),
        StreamEventType.ContentBlockStop => StopBlock(e.ContentBlock),
        _ => null,
    };

    /// <summary>Creates the last update, with the usage, which consumers add up and therefore must not see twice.</summary>
    public ChatResponseUpdate Complete(Message message)
    {
        List<AIContent> contents = _held ?? [];
        ResponseMapper.AddRefusal(message, contents);
        contents.Add(new UsageContent(UsageMapper.Map(message.Usage)));
        ChatResponseUpdate update = CreateNow(contents);
        update.FinishReason = FinishReasons.Map(message.StopReason);
        update.AdditionalProperties = ResponseMapper.PropertiesOf(message);
        update.RawRepresentation = message;
        return update;
    }

    private ChatResponseUpdate? Start(MessageView message)
    {
        _id = message.Id.ToString();
        _model = message.Model.ToString();
        return Create([]);
    }

    private ChatResponseUpdate? StartBlock(BlockView block)
    {
        _isBlockStarted = false;
        _isCited = false;
        return block.Type switch
        {
            ContentBlockType.Text when !block.Text.IsEmpty => Text(block.Text.ToString()),
            ContentBlockType.Thinking when !block.Thinking.IsEmpty => Thinking(block.Thinking.ToString()),
            _ => null,
        };
    }

    private ChatResponseUpdate? Map(Delta delta)
    {
        switch (delta.Type)
        {
            case DeltaType.TextDelta:
                return delta.Text.IsEmpty ? null : Text(delta.Text.ToString());
            case DeltaType.ThinkingDelta:
                return delta.Thinking.IsEmpty ? null : Thinking(delta.Thinking.ToString());
            case DeltaType.CitationsDelta:
                _isCited = true;
                return null;
            default:
                return null;
        }
    }

    private ChatResponseUpdate? Text(string text) => Create(Piece(new TextContent(text), ContentBlockType.Text));

    private ChatResponseUpdate? Thinking(string text)
    {
        var content = new TextReasoningContent(text);
        if (!_isBlockStarted)
        {
            content.AdditionalProperties = new() { [PropertyKeys.Thinking] = true };
        }

        return Create(Piece(content, ContentBlockType.Thinking));
    }

    /// <summary>
    /// Returns the contents of an update for a piece of a block. Before the first piece, a content without anything keeps consumers from joining the block with
    /// the one before.
    /// </summary>
    private List<AIContent> Piece(AIContent content, ContentBlockType type)
    {
        bool isJoined = !_isBlockStarted && _joinable == type;
        _isBlockStarted = true;
        _joinable = type;
        return isJoined ? [new AIContent(), content] : [content];
    }

    private ChatResponseUpdate? StopBlock(BlockView block) => block.Type switch
    {
        ContentBlockType.Text => StopText(block),
        ContentBlockType.Thinking => StopThinking(block),
        ContentBlockType.RedactedThinking => Create(Piece(BlockMapper.Map(block.ToOwned(), options), ContentBlockType.Thinking), ContentBlockType.None),
        ContentBlockType.ToolUse => StopCall(block),
        _ => Create([BlockMapper.Map(block.ToOwned(), options)], ContentBlockType.None),
    };

    // The caller has the text already. An empty content carries its annotations, and the block, so that the request mapping can find the text again.
    private ChatResponseUpdate? StopText(BlockView block)
    {
        if (!_isCited || block.ToOwned() is not TextBlock { Citations.Count: > 0 } text)
        {
            return null;
        }

        TextContent content = BlockMapper.MapText(text, options);
        content.Text = "";
        return Create([content], ContentBlockType.None);
    }

    private ChatResponseUpdate? StopThinking(BlockView block)
    {
        if (block.Signature.IsEmpty)
        {
            return null;
        }

        var content = new TextReasoningContent(null) { ProtectedData = block.Signature.ToString() };
        if (!_isBlockStarted)
        {
            content.AdditionalProperties = new() { [PropertyKeys.Thinking] = true };
        }

        return Create(Piece(content, ContentBlockType.Thinking), ContentBlockType.None);
    }

    private ChatResponseUpdate? StopCall(BlockView block)
    {
        _held ??= [];
        return Create([BlockMapper.Map(block.ToOwned(), options)], ContentBlockType.None);
    }

    private ChatResponseUpdate? Create(List<AIContent> contents, ContentBlockType joinable)
    {
        _joinable = joinable;
        return Create(contents);
    }

    private ChatResponseUpdate? Create(List<AIContent> contents)
    {
        if (_held is null)
        {
            return CreateNow(contents);
        }

        _held.AddRange(contents);
        return null;
    }

    private ChatResponseUpdate CreateNow(List<AIContent> contents) => new(ChatRole.Assistant, contents)
    {
        MessageId = _id,
        ResponseId = _id,
        ModelId = _model,
        CreatedAt = _createdAt,
    };
}
