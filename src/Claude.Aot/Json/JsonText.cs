using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Claude.Aot.Json;

/// <summary>The settings with which this library reads and writes JSON.</summary>
internal static class JsonText
{
    /// <summary>How deep JSON may nest if the caller does not say otherwise: the platform's own default.</summary>
    public const int DefaultMaxDepth = 64;

    /// <summary>Text stays as it is, only what JSON demands is escaped: the body is sent as UTF-8 and never put into HTML.</summary>
    public static readonly JsonWriterOptions Writer = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>The kind of a valid JSON value, told from its first byte.</summary>
    public static JsonValueKind KindOf(ReadOnlySpan<byte> json) => json.IsEmpty ? JsonValueKind.Undefined : json[0] switch
    {
        (byte)'{' => JsonValueKind.Object,
        (byte)'[' => JsonValueKind.Array,
        (byte)'"' => JsonValueKind.String,
        (byte)'t' => JsonValueKind.True,
        (byte)'f' => JsonValueKind.False,
        (byte)'n' => JsonValueKind.Null,
        _ => JsonValueKind.Number,
    };

    /// <summary>The string that stands between two quotes, unescaped; a half of a surrogate pair becomes U+FFFD.</summary>
    public static string GetString(ReadOnlySpan<byte> content, bool escaped)
    {
        if (!escaped)
        {
            return Encoding.UTF8.GetString(content);
        }

        byte[] unescaped = new byte[content.Length + JsonUnescaper.Slack];
        return Encoding.UTF8.GetString(unescaped, 0, JsonUnescaper.Unescape(content, unescaped));
    }
}
