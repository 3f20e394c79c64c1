using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;

namespace Claude.Aot;

/// <content>Hand-written members: convenience constructors.</content>
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

    /// <inheritdoc cref="Tool(string, string?, ReadOnlySpan{byte})"/>
    /// <param name="name">The name by which the model calls it.</param>
    /// <param name="description">A description for the model of what the tool does and when to use it.</param>
    /// <param name="inputSchema">The JSON Schema of the tool's input, an object.</param>
    /// <exception cref="ArgumentNullException"><paramref name="inputSchema"/> is null.</exception>
    [SetsRequiredMembers]
    public Tool(string name, string? description, string inputSchema)
    {
        Name = name;
        Description = description;
        InputSchema = RawJson.Parse(inputSchema);
    }

    /// <summary>Creates a tool that the model can call.</summary>
    /// <param name="name">The name by which the model calls it.</param>
    /// <param name="description">A description for the model of what the tool does and when to use it.</param>
    /// <param name="inputSchema">The JSON Schema of the tool's input, an object. It is copied.</param>
    /// <exception cref="ArgumentNullException"><paramref name="inputSchema"/> is null.</exception>
    [SetsRequiredMembers]
    public Tool(string name, string? description, JsonNode inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        Name = name;
        Description = description;
        InputSchema = RawJson.From(inputSchema);
    }
}
