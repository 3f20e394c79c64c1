using System.Text.Json.Serialization.Metadata;

namespace Claude.Aot;

/// <summary>
/// Provides the JSON contracts of this library's types to <see cref="System.Text.Json.JsonSerializer"/>, without reflection and without a context of your own.
/// A <see cref="System.Text.Json.Serialization.JsonSerializerContext"/> that mentions these types does not need it, because each type names its converter.
/// </summary>
public static class ClaudeJson
{
    /// <summary>
    /// A resolver for every owned type of the API. Add it to <see cref="System.Text.Json.JsonSerializerOptions.TypeInfoResolverChain"/>, or combine it with
    /// other resolvers through <see cref="JsonTypeInfoResolver"/>, in any order. Safe for concurrent use.
    /// </summary>
    public static IJsonTypeInfoResolver Resolver { get; } = new MessagesJsonResolver();
}
