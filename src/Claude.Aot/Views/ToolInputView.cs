using Claude.Aot.Buffers;
using Claude.Aot.Folding;
using Claude.Aot.Views;

namespace Claude.Aot;

/// <summary>The input of a tool call, as far as it has been received.</summary>
/// <remarks>Owner: the stream. Valid until the next event is read; after that every member throws <see cref="InvalidOperationException"/>.</remarks>
public readonly struct ToolInputView
{
    private readonly ObjectSource _source;
    private readonly FoldedInput? _input;

    internal ToolInputView(ObjectSource source, Utf8Text json, FoldedInput? input)
    {
        _source = source;
        _input = input;
        Json = json;
    }

    /// <summary>The JSON so far: the concatenated fragments, or the input that stood in the block's start.</summary>
    public Utf8Text Json { get; }

    /// <summary>Whether the bytes so far are one whole JSON value, the beginning of one, or no JSON. Each byte is looked at once, however often this is asked.</summary>
    public ToolInputState State
    {
        get
        {
            // Stale with its bytes.
            using ViewScope.Section section = Json.Enter();
            return _input?.State ?? ToolInputState.Valid;
        }
    }

    /// <summary>
    /// What there is of the input, as JSON: what is open is closed where it stands, a half-written <c>true</c>, <c>false</c> or <c>null</c> is finished, and a name that has no
    /// value yet is left out. For showing it while it arrives. It is a copy, made anew with every call.
    /// </summary>
    /// <returns>None where no value has begun.</returns>
    public JsonView ToCompletedJson()
    {
        using ViewScope.Section section = Json.Enter();
        return new JsonView(_input is null ? Json : _source.Complete(_input));
    }

    /// <summary>A copy that can be kept.</summary>
    public ToolInput ToOwned()
    {
        using ViewScope.Section section = Json.Enter();
        return ToolInput.Parse(Json.Bytes);
    }

    /// <summary>The JSON so far.</summary>
    public override string ToString() => Json.ToString();
}
