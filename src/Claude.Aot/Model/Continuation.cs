using Claude.Aot.Json;

namespace Claude.Aot.Model;

/// <summary>
/// What of a message that broke off is put before the model again, so that it goes on from there. It works on JSON: an app that never looks at a whole message keeps no class
/// of one in its native binary for this.
/// </summary>
internal sealed class Continuation
{
    private readonly List<PartialBlock> _kept = [];
    private readonly List<int> _discarded = [];

    private Continuation()
    {
    }

    /// <summary>The model's turn, block by block. Empty where nothing can be carried on, and the request is sent as it was.</summary>
    public IReadOnlyList<PartialBlock> Kept => _kept;

    /// <summary>The positions of the blocks that are not put before the model, in their order.</summary>
    public IReadOnlyList<int> Discarded => _discarded;

    /// <summary>Whether the model's turn stands last. Otherwise a turn of the user follows that asks to go on.</summary>
    public bool IsPrefill { get; private init; }

    /// <summary>Whether the model goes on within the last block.</summary>
    public bool ContinuesLastBlock => IsPrefill && !_kept[^1].IsComplete;

    /// <summary>The blanks at the end of the text that were not put before the model: the API refuses a last turn that ends in them.</summary>
    public string TrimmedBlanks { get; private set; } = "";

    /// <param name="request">The request that was answered.</param>
    /// <param name="blocks">What was received of the answer.</param>
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

    /// <summary>An answer that is to be one JSON document cannot be carried on: the model would begin another one.</summary>
    public static bool HasAnswerFormat(RawJson request) =>
        IsSet(request, "output_format"u8) || (request.TryGetMember("output_config"u8, out RawJson config) && IsSet(config, "format"u8));

    /// <summary>Whether a call came whole that was not answered, and that someone else than the API may be acting upon by now.</summary>
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

        // The API refuses a turn of the model that ends in thinking.
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
        // A call without its result is refused, and nobody has one yet: the model will call again.
        "tool_use" => false,
        "server_tool_use" or "mcp_tool_use" => block.IsComplete && block.IsIn(answered),
        _ => block.IsComplete,
    };

    private void TrimLastText()
    {
        PartialBlock last = _kept[^1];
        string text = last.StringOf("text"u8)!;
        string trimmed = text.TrimEnd();
        TrimmedBlanks = text[trimmed.Length..];
        if (TrimmedBlanks.Length > 0)
        {
            _kept[^1] = last with { Json = JsonMembers.Replace(last.Json, "text"u8, JsonMembers.String(trimmed)) };
        }
    }
}
