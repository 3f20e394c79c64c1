using System.Text.Json.Serialization.Metadata;

namespace Claude.Aot;

/// <summary>Lets <see cref="System.Text.Json.JsonSerializer"/> work with the types of this library where reflection is off, alone or combined with a context of your own.</summary>
public static class ClaudeJson
{
    /// <summary>
    /// Resolves every owned type of the API. Put it into <see cref="System.Text.Json.JsonSerializerOptions.TypeInfoResolverChain"/>, or combine it
    /// through <see cref="JsonTypeInfoResolver"/>. Safe for concurrent use.
    /// </summary>
    public static IJsonTypeInfoResolver Resolver { get; } = new MessagesJsonResolver();
}
