namespace Claude.Aot;

/// <summary>The input of a tool call, as far as it has been received.</summary>
/// <remarks>Owner: the stream. Valid until the next event is read; after that every member throws <see cref="InvalidOperationException"/>.</remarks>
public readonly struct ToolInputView
{
    private readonly ToolInputState _state;

    internal ToolInputView(Utf8Text json, ToolInputState state)
    {
        Json = json;
        _state = state;
    }

    /// <summary>The JSON so far: the concatenated fragments, or the input that stood in the block's start.</summary>
    public Utf8Text Json { get; }

    /// <summary>Whether the bytes so far are one whole JSON value, the beginning of one, or no JSON.</summary>
    public ToolInputState State
    {
        get
        {
            // Stale with its bytes.
            _ = Json.Span;
            return _state;
        }
    }

    /// <summary>A copy that can be kept.</summary>
    public ToolInput ToOwned() => ToolInput.Parse(Json.Span);

    /// <summary>The JSON so far.</summary>
    public override string ToString() => Json.ToString();
}
