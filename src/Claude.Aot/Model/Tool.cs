using System.Diagnostics.CodeAnalysis;

namespace Claude.Aot;

/// <content>Short ways to make one.</content>
public sealed partial class Tool
{
    /// <summary>Creates a tool that the model can ask to have called.</summary>
    /// <param name="name">The name by which the model calls it.</param>
    /// <param name="description">What it does and when to use it, for the model.</param>
    /// <param name="inputSchemaUtf8">The JSON Schema of its input, an object, as UTF-8; it is copied.</param>
    /// <exception cref="System.Text.Json.JsonException">The schema is not valid JSON.</exception>
    [SetsRequiredMembers]
    public Tool(string name, string? description, ReadOnlySpan<byte> inputSchemaUtf8)
    {
        Name = name;
        Description = description;
        InputSchema = RawJson.Parse(inputSchemaUtf8);
    }
}
