using Claude.Aot.Json;

namespace Claude.Aot.Model;

/// <summary>
/// Selects which blocks of an interrupted message are sent back to the model, so that it continues from there. Works on JSON, so that the trimmer can drop the
/// message classes from an app that never uses them.
/// </summary>
internal sealed class Continuation
{
    private readonly List<PartialBlock> _kept = [];
    private readonly List<int> _discarded = [];

    private Continuation()
    {
    }

    /// <summary>The blocks of the assistant turn to send. Empty if nothing can be continued; the original request is then sent again.</summary>
    public IReadOnlyList<PartialBlock> Kept => _kept;

    /// <summary>The positions of the blocks that are not sent, in ascending order.</summary>
    public IReadOnlyList<int> Discarded => _discarded;

    /// <summary>Whether the assistant turn is the last turn of the request. If false, a user turn that asks the model to continue follows it.</summary>
    public bool IsPrefill { get; private init; }

    /// <summary>Whether the model continues within the last block.</summary>
    public bool ContinuesLastBlock => IsPrefill && !_kept[^1].IsComplete;

    /// <summary>
    /// The trailing whitespace that was removed from the last text block, because the API rejects a final assistant turn that ends in whitespace.
    /// </summary>
    public string TrimmedWhitespace { get; private set; } = "";

    /// <summary>Creates the continuation of an interrupted response.</summary>
    /// <param name="request">The request that was answered.</param>
    /// <param name="blocks">The blocks received so far.</param>
    public static Continuation Of(RawJson request, IReadOnlyList<PartialBlock> blocks)
    {
        List<int> positions = HasAnswerFormat(request) ? [] : Sendable(blocks);
        var continuation = new Continuation
        {
            IsPrefill = positions.Count > 0 && blocks[positions[^1]].IsOfType("text") && PrefillSupport.IsIn(request),
        };
        continuation._kept.AddRange(positions.Select(position => blocks[position]));
        continuation._discarded.AddRange(Enumerable.Range(0, blocks.Count).Except(positions));
        if (continuation.IsPrefill)
        {
            continuation.TrimLastText();
        }

        return continuation;
    }

    /// <summary>
    /// Returns whether the request asks for a single JSON document. Such a response cannot be continued, because the model would begin a new document.
    /// </summary>
    public static bool HasAnswerFormat(RawJson request) =>
        IsSet(request, "output_format"u8) || (request.TryGetMember("output_config"u8, out RawJson config) && IsSet(config, "format"u8));

    /// <summary>Returns whether the blocks contain a complete tool call without a result. Code outside of the API may already be running such a call.</summary>
    public static bool HasOpenCall(IReadOnlyList<PartialBlock> blocks)
    {
        HashSet<string> answered = PartialBlock.AnsweredIn(blocks);
        return blocks.Any(block => block.IsComplete && (block.IsOfType("tool_use") || (block.IsOfType("mcp_tool_use") && !block.IsIn(answered))));
    }

    private static bool IsSet(RawJson json, ReadOnlySpan<byte> member) => json.TryGetMember(member, out RawJson value) && !value.IsNull;

    private static List<int> Sendable(IReadOnlyList<PartialBlock> blocks)
    {
        HashSet<string> answered = PartialBlock.AnsweredIn(blocks);
        var positions = Enumerable.Range(0, blocks.Count).Where(position => IsSendable(blocks[position], answered)).ToList();

        // The API rejects an assistant turn that ends in thinking.
        while (positions.Count > 0 && blocks[positions[^1]].IsThinking)
        {
            positions.RemoveAt(positions.Count - 1);
        }

        return positions;
    }

    private static bool IsSendable(PartialBlock block, HashSet<string> answered) => block.TypeName switch
    {
        "text" => !string.IsNullOrWhiteSpace(block.StringOf("text"u8)),
        "thinking" => block.IsComplete && !string.IsNullOrEmpty(block.StringOf("signature"u8)),
        // The API rejects a tool call without its result, and there is no result yet. The model will make the call again.
        "tool_use" => false,
        "server_tool_use" or "mcp_tool_use" => block.IsComplete && block.IsIn(answered),
        _ => block.IsComplete,
    };

    private void TrimLastText()
    {
        PartialBlock last = _kept[^1];
        string text = last.StringOf("text"u8)!;
        string trimmed = text.TrimEnd();
        TrimmedWhitespace = text[trimmed.Length..];
        if (TrimmedWhitespace.Length > 0)
        {
            _kept[^1] = last with { Json = JsonMembers.Replace(last.Json, "text"u8, JsonMembers.String(trimmed).Utf8) };
        }
    }
}
