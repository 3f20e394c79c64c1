using System.ComponentModel;
using System.Text.Json;

namespace Claude.Aot;

/// <summary>The type of a structured output. The compiler implements it for types with <see cref="ClaudeOutputAttribute"/>.</summary>
/// <typeparam name="TSelf">The type itself.</typeparam>
/// <example>
/// <code>
/// async Task&lt;T&gt; AskAsync&lt;T&gt;()
///     where T : IClaudeOutput&lt;T&gt; =&gt;
///     await client.Messages.CreateOutputAsync&lt;T&gt;(request, cancellationToken: cancellationToken);
/// </code>
/// </example>
public interface IClaudeOutput<TSelf>
    where TSelf : IClaudeOutput<TSelf>
{
    /// <summary>Gets the configuration that makes the model answer with JSON of this type, for <see cref="MessageRequest.OutputConfig"/>.</summary>
    static abstract OutputConfig OutputConfig { get; }

    /// <summary>Reads an output; used by this library.</summary>
    /// <param name="reader">A reader of the complete JSON, at its first token.</param>
    /// <exception cref="JsonException">The JSON does not fit the type.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    static abstract TSelf ReadOutput(ref Utf8JsonReader reader);
}
