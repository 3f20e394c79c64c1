using System.Diagnostics.CodeAnalysis;

namespace Claude.Aot;

/// <content>Hand-written member: convenience constructor.</content>
public sealed partial class Tool
{
    /// <summary>Creates a tool that the model can call.</summary>
    /// <param name="name">The name by which the model calls it.</param>
    /// <param name="description">A description for the model of what the tool does and when to use it.</param>
    /// <param name="inputSchemaUtf8">The JSON Schema of the tool's input, an object, as UTF-8. It is copied.</param>
    /// <exception cref="System.Text.Json.JsonException">The schema is not valid JSON.</exception>
    [SetsRequiredMembers]
    public Tool(string name, string? description, ReadOnlySpan<byte> inputSchemaUtf8)
    {
        Name = name;
        Description = description;
        InputSchema = RawJson.Parse(inputSchemaUtf8);
    }
}
