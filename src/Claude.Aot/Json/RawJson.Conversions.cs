using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Claude.Aot.Json;

namespace Claude.Aot;

/// <content>Conversions from and to the JSON types of System.Text.Json.</content>
public readonly partial struct RawJson
{
    /// <summary>Copies an element. Its bytes are kept as they are, except that comments and trailing commas are removed.</summary>
    /// <returns>The JSON; empty if the element is <see cref="JsonValueKind.Undefined"/>.</returns>
    /// <exception cref="ObjectDisposedException">The element's document was disposed.</exception>
    public static RawJson FromJsonElement(JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.Undefined)
        {
            return default;
        }

        ReadOnlySpan<byte> utf8 = JsonMarshal.GetRawUtf8Value(element);
        return IncrementalJsonValidator.StateOf(utf8) == ToolInputState.Valid ? new RawJson(utf8.ToArray()) : JsonText.Write(element.WriteTo);
    }

    /// <summary>Serializes a node; <c>null</c> for null, as in <see cref="JsonNode"/>.</summary>
    public static RawJson From(JsonNode? node) => node is null ? new RawJson("null"u8.ToArray()) : JsonText.Write(writer => node.WriteTo(writer));

    /// <summary>Creates an independent element from this value; <see cref="JsonValueKind.Undefined"/> if there is no JSON.</summary>
    public JsonElement ToJsonElement() => IsEmpty ? default : JsonElement.Parse(Utf8, new JsonDocumentOptions { MaxDepth = int.MaxValue });
}
