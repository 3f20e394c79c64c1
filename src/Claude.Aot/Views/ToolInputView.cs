using Claude.Aot.Buffers;
using Claude.Aot.Folding;
using Claude.Aot.Views;

namespace Claude.Aot;

/// <summary>Represents the input of a tool call, as far as it has been received.</summary>
/// <remarks>Owner: the stream. Valid until: the next event is read. After that, every member throws <see cref="InvalidOperationException"/>.</remarks>
/// <example>
/// <code>
/// foreach (BlockView block in stream.Snapshot.Content)
/// {
///     if (block.Type == ContentBlockType.ToolUse)
///         Console.WriteLine(block.Input.ToOwned().ToCompletedJson());
/// }
/// </code>
/// </example>
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

    /// <summary>Gets the JSON so far: the concatenated fragments, or the input from the block's start.</summary>
    public Utf8Text Json { get; }

    /// <summary>
    /// Gets a value that indicates whether the bytes so far are one whole JSON value, the beginning of one, or invalid. Each byte is examined only once,
    /// regardless of how often this property is read.
    /// </summary>
    public ToolInputState State
    {
        get
        {
            // Entering the section throws if the bytes are stale.
            using ViewScope.Section section = Json.Enter();
            return _input?.State ?? ToolInputState.Valid;
        }
    }

    /// <summary>
    /// Completes the input so far to valid JSON, for display while it arrives. Open strings, arrays and objects are closed, a partial <c>true</c>, <c>false</c>
    /// or <c>null</c> is finished, and a name without a value is left out. Each call creates a new copy.
    /// </summary>
    /// <returns>The completed JSON; absent if no value has begun.</returns>
    public JsonView ToCompletedJson()
    {
        using ViewScope.Section section = Json.Enter();
        return new JsonView(_input is null ? Json : _source.Complete(_input));
    }

    /// <summary>Creates a copy, which stays valid.</summary>
    public ToolInput ToOwned()
    {
        using ViewScope.Section section = Json.Enter();
        return ToolInput.Parse(Json.Bytes);
    }

    /// <summary>Returns the JSON so far.</summary>
    public override string ToString() => Json.ToString();
}
