using System.Text;
using Microsoft.Extensions.AI;

namespace Claude.Aot.Extensions.AI.Requests;

/// <summary>
/// Maps reasoning to thinking blocks. The pieces of a streamed block are joined up to the one with the signature. Thinking without a signature of the Claude
/// API is left out, because the API rejects it.
/// </summary>
internal struct ReasoningMapper(ClaudeChatClientOptions options)
{
    private StringBuilder? _text;
    private bool _isMarked;

    public void Add(List<ContentBlock> blocks, TextReasoningContent content)
    {
        if (content.RawRepresentation is RedactedThinkingBlock or ThinkingBlock { Signature.Length: > 0 })
        {
            End();
            blocks.Add((ContentBlock)content.RawRepresentation);
        }
        else if (PropertyKeys.IsSet(content.AdditionalProperties, PropertyKeys.RedactedThinking) && content.ProtectedData is { } data)
        {
            End();
            blocks.Add(ContentMapper.BlockOf(content) as RedactedThinkingBlock ?? new RedactedThinkingBlock { Data = data });
        }
        else
        {
            AddPiece(blocks, content);
        }
    }

    /// <summary>Ends a block that has not got its signature.</summary>
    public void End()
    {
        if (_text is not null)
        {
            options.Report(nameof(TextReasoningContent), "It has no signature of the Claude API.");
            _text = null;
        }

        _isMarked = false;
    }

    private void AddPiece(List<ContentBlock> blocks, TextReasoningContent content)
    {
        _isMarked |= PropertyKeys.IsSet(content.AdditionalProperties, PropertyKeys.Thinking);
        _text = (_text ?? new StringBuilder()).Append(content.Text);
        if (content.ProtectedData is { Length: > 0 } signature && (_isMarked || options.SendUnmarkedReasoning))
        {
            blocks.Add(new ThinkingBlock { Thinking = _text.ToString(), Signature = signature });
            _text = null;
            _isMarked = false;
        }
        else if (content.ProtectedData is { Length: > 0 })
        {
            End();
        }
    }
}
