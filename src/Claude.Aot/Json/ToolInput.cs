using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Claude.Aot.Buffers;
using Claude.Aot.Json;

namespace Claude.Aot;

/// <summary>
/// Represents the input of a tool call: the exact bytes that the model wrote, and whether they are valid JSON. A truncated input is never presented as
/// <c>{}</c>.
/// </summary>
/// <remarks>This type is immutable and safe for concurrent use.</remarks>
/// <example>
/// <code>
/// foreach (ToolUseBlock call in message.Content.OfType&lt;ToolUseBlock&gt;())
/// {
///     if (call.Input.State == ToolInputState.Valid &amp;&amp; call.Input.ToRawJson().TryGetProperty("city", out RawJson city))
///         Console.WriteLine(city.GetString());
/// }
/// </code>
/// </example>
public sealed partial class ToolInput
{
    private static readonly byte[] s_empty = "{}"u8.ToArray();

    internal ToolInput(ReadOnlyMemory<byte> utf8, ToolInputState state)
    {
        Memory = utf8;
        State = state;
    }

    /// <summary>Gets the input <c>{}</c> of a tool without arguments.</summary>
    public static ToolInput Empty { get; } = new(s_empty, ToolInputState.Valid);

    /// <summary>Gets a value that indicates whether the bytes are one whole JSON value, the beginning of one, or invalid.</summary>
    public ToolInputState State { get; }

    /// <summary>Gets the bytes as the model wrote them.</summary>
    public ReadOnlySpan<byte> Utf8 => Memory.Span;

    /// <summary>Gets the bytes as the model wrote them, in memory that can be stored.</summary>
    public ReadOnlyMemory<byte> Memory { get; }

    /// <summary>Creates an input from a JSON value, without a copy. If there is no JSON, the input is <c>{}</c>.</summary>
    public static ToolInput From(RawJson json) => json.IsEmpty ? Empty : new(json.Memory, ToolInputState.Valid);

    /// <summary>Copies an input and determines whether it is valid JSON.</summary>
    public static ToolInput Parse(ReadOnlySpan<byte> utf8) => new(utf8.ToArray(), IncrementalJsonValidator.StateOf(utf8));

    /// <summary>Deserializes the input with source-generated metadata.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="typeInfo"/> is null.</exception>
    /// <exception cref="InvalidOperationException"><see cref="State"/> is not <see cref="ToolInputState.Valid"/>.</exception>
    /// <exception cref="JsonException">The input does not fit the type.</exception>
    public T? Deserialize<T>(JsonTypeInfo<T> typeInfo)
    {
        ArgumentNullException.ThrowIfNull(typeInfo);
        return JsonSerializer.Deserialize(RequireValid().Utf8, typeInfo);
    }

    /// <summary>Returns the input as raw JSON.</summary>
    /// <exception cref="InvalidOperationException"><see cref="State"/> is not <see cref="ToolInputState.Valid"/>.</exception>
    public RawJson ToRawJson() => new(RequireValid().Memory);

    /// <summary>
    /// Completes a partial input to valid JSON. Open strings, arrays and objects are closed, a partial <c>true</c>, <c>false</c> or <c>null</c> is finished,
    /// and a name without a value is left out. Use the result for display only: a tool that is called with it receives arguments that the model did not write.
    /// </summary>
    /// <returns>The completed JSON; empty if no value has begun.</returns>
    public RawJson ToCompletedJson()
    {
        var validator = default(IncrementalJsonValidator);
        validator.Feed(Utf8);
        var output = new PooledByteBuffer();
        validator.Complete(Utf8, output);
        return new RawJson(output.ToArrayAndReturn());
    }

    /// <summary>
    /// Repairs an input whose state is <see cref="ToolInputState.Invalid"/> if it has only the two faults that eagerly streamed input can have: unescaped
    /// control characters in a string, and escapes that JSON does not define, such as <c>\d</c> in a regular expression. The control characters are escaped,
    /// and the backslashes of undefined escapes are escaped. Nothing else is repaired.
    /// </summary>
    /// <param name="repaired">The repaired input, which is valid; this input if it is already valid.</param>
    /// <returns>False if the input has any other fault, or is incomplete.</returns>
    public bool TryRepair([NotNullWhen(true)] out ToolInput? repaired)
    {
        repaired = this;
        if (State == ToolInputState.Invalid)
        {
            byte[] json = ToolInputRepair.Apply(Utf8);
            repaired = new ToolInput(json, IncrementalJsonValidator.StateOf(json));
        }

        repaired = repaired.State == ToolInputState.Valid ? repaired : null;
        return repaired is not null;
    }

    /// <summary>Returns the bytes as text.</summary>
    public override string ToString() => Encoding.UTF8.GetString(Utf8);

    /// <summary>
    /// Writes the input. An input that is not valid is written as <c>{}</c>, which is also how the API sends the input at the start of a block;
    /// this object keeps the original bytes. Escaped unpaired surrogates are written as U+FFFD, because the API rejects them.
    /// </summary>
    internal void Write(Utf8JsonWriter writer)
    {
        ReadOnlySpan<byte> json = State == ToolInputState.Valid ? Utf8 : s_empty;
        writer.WriteRawValue(SurrogateRepair.IsNeeded(json) ? SurrogateRepair.Apply(json) : json, skipInputValidation: true);
    }

    private ToolInput RequireValid() =>
        State == ToolInputState.Valid
            ? this
            : throw new InvalidOperationException(State == ToolInputState.Incomplete
                ? "The tool input is incomplete: the stream ended before the rest of its JSON. Its bytes are in Utf8; look at State first."
                : "The tool input is not valid JSON. Its bytes are in Utf8; look at State first.");
}
