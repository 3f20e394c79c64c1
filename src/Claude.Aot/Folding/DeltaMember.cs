using System.Text.Json;
using Claude.Aot.Buffers;

namespace Claude.Aot.Folding;

/// <summary>The location of one member in a delta's JSON.</summary>
internal readonly record struct DeltaMember
{
    /// <summary>Gets the range of the name, without its quotes.</summary>
    public ByteRange Name { get; init; }

    /// <summary>Gets the offset of the value. For a string, this is the offset of its opening quote.</summary>
    public int Start { get; init; }

    public int Length { get; init; }

    /// <summary>Gets the type of the value's first token; <see cref="JsonValueKind.Undefined"/> if there is no member.</summary>
    public JsonValueKind Kind { get; init; }

    /// <summary>Gets whether the value is a string that contains a backslash.</summary>
    public bool IsEscaped { get; init; }
}
