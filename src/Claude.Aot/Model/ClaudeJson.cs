using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Claude.Aot.Json;
using Claude.Aot.Serialization;

namespace Claude.Aot;

/// <summary>Reads and writes the JSON of this library's types, and of the types of an app's own schema, without reflection.</summary>
/// <remarks>
/// <para>
/// <see cref="JsonSerializer"/> and every <see cref="System.Text.Json.Serialization.JsonSerializerContext"/> also read and write these types, because each type
/// names its converter. <see cref="Resolver"/> is only needed for options that have neither a context nor reflection.
/// </para>
/// <para>All members are safe for concurrent use.</para>
/// </remarks>
/// <example>
/// <code>
/// byte[] json = ClaudeJson.ToUtf8Bytes(message);
/// Message again = ClaudeJson.Parse&lt;Message&gt;(json);
/// </code>
/// </example>
public static class ClaudeJson
{
    /// <summary>
    /// Gets a resolver for every owned type of the API. Add it to <see cref="JsonSerializerOptions.TypeInfoResolverChain"/>, or combine it with other resolvers
    /// through <see cref="JsonTypeInfoResolver"/>, in any order.
    /// </summary>
    public static IJsonTypeInfoResolver Resolver => MessagesJsonResolver.Default;

    /// <summary>Reads one JSON value.</summary>
    /// <typeparam name="T">The type to read. If it is a union, the result is one of its variants.</typeparam>
    /// <exception cref="JsonException">The text is not one JSON value, or it nests more than 64 levels deep.</exception>
    public static T Parse<T>(ReadOnlySpan<byte> utf8Json)
        where T : IWireValue<T> => T.FromJson(RawJson.Parse(utf8Json));

    /// <inheritdoc cref="Parse{T}(ReadOnlySpan{byte})"/>
    /// <exception cref="ArgumentNullException"><paramref name="json"/> is null.</exception>
    public static T Parse<T>(string json)
        where T : IWireValue<T> => T.FromJson(RawJson.Parse(json));

    /// <summary>
    /// Reads the reader's current value, or its next value if the reader has not started or is at a property name. The reader is then at the end of the value.
    /// </summary>
    /// <typeparam name="T">The type to read. If it is a union, the result is one of its variants.</typeparam>
    /// <exception cref="JsonException">The JSON is invalid, or it nests deeper than the reader's <see cref="JsonReaderOptions.MaxDepth"/>, which is 64 by
    /// default.</exception>
    public static T Read<T>(ref Utf8JsonReader reader)
        where T : IWireValue<T> => T.FromJson(RawJson.Read(ref reader));

    /// <summary>
    /// Writes a value as the library sends it: unchanged if it was received, or member by member if the caller created it. Members that are not set are left
    /// out.
    /// </summary>
    /// <remarks>
    /// A <see cref="ToolInput"/> whose <see cref="ToolInput.State"/> is not <see cref="ToolInputState.Valid"/> is written as <c>{}</c>. Its bytes remain only
    /// in the object.
    /// </remarks>
    /// <exception cref="ArgumentNullException"><paramref name="writer"/> or <paramref name="value"/> is null.</exception>
    public static void Write<T>(Utf8JsonWriter writer, T value)
        where T : IWireValue<T>
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(value);
        value.Write(writer);
    }

    /// <summary>Returns a value as UTF-8 JSON, as <see cref="Write"/> writes it. The result is a copy.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
    public static byte[] ToUtf8Bytes<T>(T value)
        where T : IWireValue<T>
    {
        ArgumentNullException.ThrowIfNull(value);
        return JsonText.Write(value.Write).Utf8.ToArray();
    }
}
