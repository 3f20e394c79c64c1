using System.Text.Json.Serialization.Metadata;

namespace Claude.Aot;

/// <summary>
/// Provides the JSON contracts of this library's types to <see cref="System.Text.Json.JsonSerializer"/>. They need no reflection, and can be combined with
/// your own context.
/// </summary>
public static class ClaudeJson
{
    /// <summary>
    /// A resolver for every owned type of the API. Add it to <see cref="System.Text.Json.JsonSerializerOptions.TypeInfoResolverChain"/>, or combine it with
    /// other resolvers through <see cref="JsonTypeInfoResolver"/>. Safe for concurrent use.
    /// </summary>
    public static IJsonTypeInfoResolver Resolver { get; } = new MessagesJsonResolver();
}
