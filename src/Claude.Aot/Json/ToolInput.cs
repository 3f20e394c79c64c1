using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Claude.Aot.Buffers;
using Claude.Aot.Json;

namespace Claude.Aot;

/// <summary>
/// The input of a tool call: the very bytes that the model wrote, and whether they are valid JSON. An input that was cut short is never passed off as <c>{}</c>.
/// </summary>
/// <remarks>Immutable and safe for concurrent use.</remarks>
public sealed class ToolInput
{
    private static readonly byte[] s_empty = "{}"u8.ToArray();

    internal ToolInput(ReadOnlyMemory<byte> utf8, ToolInputState state)
    {
        Memory = utf8;
        State = state;
    }

    /// <summary>The input <c>{}</c> of a tool without arguments.</summary>
    public static ToolInput Empty { get; } = new(s_empty, ToolInputState.Valid);

    /// <summary>Whether the bytes are one whole JSON value, the beginning of one, or no JSON.</summary>
    public ToolInputState State { get; }

    /// <summary>The bytes as the model wrote them.</summary>
    // Without it, the source generator of an app that holds this type would warn of a span.
    [JsonIgnore]
    public ReadOnlySpan<byte> Utf8 => Memory.Span;

    /// <summary>The bytes as the model wrote them, in a form that can be kept.</summary>
    public ReadOnlyMemory<byte> Memory { get; }

    /// <summary>Makes an input of a JSON value, as it was received.</summary>
    public static ToolInput From(RawJson json) => json.IsEmpty ? Empty : new(json.Memory, ToolInputState.Valid);

    /// <summary>Copies an input and looks whether it is JSON.</summary>
    public static ToolInput Parse(ReadOnlySpan<byte> utf8) => new(utf8.ToArray(), Classify(utf8));

    /// <summary>Reads the input through source-generated metadata.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="typeInfo"/> is null.</exception>
    /// <exception cref="InvalidOperationException"><see cref="State"/> is not <see cref="ToolInputState.Valid"/>.</exception>
    /// <exception cref="JsonException">The input does not fit the type.</exception>
    public T? Deserialize<T>(JsonTypeInfo<T> typeInfo)
    {
        ArgumentNullException.ThrowIfNull(typeInfo);
        return JsonSerializer.Deserialize(RequireValid().Utf8, typeInfo);
    }

    /// <summary>The input as raw JSON.</summary>
    /// <exception cref="InvalidOperationException"><see cref="State"/> is not <see cref="ToolInputState.Valid"/>.</exception>
    public RawJson ToRawJson() => new(RequireValid().Memory);

    /// <summary>
    /// What there is of the input, as JSON: what is open is closed where it stands, a half-written <c>true</c>, <c>false</c> or <c>null</c> is finished, and a name that has no
    /// value yet is left out. For showing it; a tool that is called with it is called with something that the model did not say.
    /// </summary>
    /// <returns>Empty where no value has begun.</returns>
    public RawJson ToCompletedJson()
    {
        var progress = default(JsonProgress);
        progress.Feed(Utf8);
        var output = new PooledByteBuffer(new RetiredArrays());
        progress.Complete(Utf8, output);
        byte[] json = output.Written.ToArray();
        output.Return();
        return new RawJson(json);
    }

    /// <summary>
    /// Repairs an input whose state is <see cref="ToolInputState.Invalid"/> for one of the two reasons that eagerly streamed input has: control characters that stand in a string
    /// without an escape, and escapes that JSON does not know, such as <c>\d</c> of a regular expression. The first are escaped, of the second the backslash is. Nothing else is repaired.
    /// </summary>
    /// <param name="repaired">The repaired input, which is valid; this input if it is valid as it stands.</param>
    /// <returns>False if the input has any other fault, or is incomplete.</returns>
    public bool TryRepair([NotNullWhen(true)] out ToolInput? repaired)
    {
        repaired = this;
        if (State == ToolInputState.Invalid)
        {
            byte[] json = ToolInputRepair.Apply(Utf8);
            repaired = new ToolInput(json, Classify(json));
        }

        repaired = repaired.State == ToolInputState.Valid ? repaired : null;
        return repaired is not null;
    }

    /// <summary>The bytes as text.</summary>
    public override string ToString() => Encoding.UTF8.GetString(Utf8);

    /// <summary>
    /// Writes the input as a member. One that is not valid is written as <c>{}</c>, the form in which the API sends it at the block's start; its bytes stay here. Escaped halves of
    /// surrogate pairs are written as U+FFFD, because the API refuses them.
    /// </summary>
    /// <exception cref="ArgumentNullException"><paramref name="writer"/> is null.</exception>
    public void Write(Utf8JsonWriter writer, ReadOnlySpan<byte> utf8Name)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WritePropertyName(utf8Name);
        ReadOnlySpan<byte> json = State == ToolInputState.Valid ? Utf8 : s_empty;
        writer.WriteRawValue(SurrogateRepair.IsNeeded(json) ? SurrogateRepair.Apply(json) : json, skipInputValidation: true);
    }

    private static ToolInputState Classify(ReadOnlySpan<byte> utf8)
    {
        var progress = default(JsonProgress);
        progress.Feed(utf8);
        return progress.State;
    }

    private ToolInput RequireValid() =>
        State == ToolInputState.Valid
            ? this
            : throw new InvalidOperationException(State == ToolInputState.Incomplete
                ? "The tool input is incomplete: the stream ended before the rest of its JSON. Its bytes are in Utf8; look at State first."
                : "The tool input is not valid JSON. Its bytes are in Utf8; look at State first.");
}
