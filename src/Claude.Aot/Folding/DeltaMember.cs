using System.Text.Json;
using Claude.Aot.Buffers;

namespace Claude.Aot.Folding;

/// <summary>A member of a delta: where it lies in the delta's JSON.</summary>
internal readonly record struct DeltaMember
{
    /// <summary>The name, between its quotes.</summary>
    public ByteRange Name { get; init; }

    /// <summary>The value's first byte, a string's quote.</summary>
    public int Start { get; init; }

    public int Length { get; init; }

    /// <summary>The value's first token; <see cref="JsonTokenType.None"/> where there is no member.</summary>
    public JsonTokenType Kind { get; init; }

    /// <summary>Whether the value is a string in which a backslash stands.</summary>
    public bool IsEscaped { get; init; }
}
