using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Claude.Aot.Json;

/// <summary>The settings and helpers with which this library reads and writes JSON.</summary>
internal static class JsonText
{
    /// <summary>The default maximum nesting depth of JSON, which is also the default of System.Text.Json.</summary>
    public const int DefaultMaxDepth = 64;

    /// <summary>
    /// The writer options. Only characters that JSON requires to be escaped are escaped, because the body is sent as UTF-8 and never embedded in HTML.
    /// </summary>
    public static readonly JsonWriterOptions Writer = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>Returns the content of a JSON string (the bytes between its quotes) as a string, unescaped. An unpaired surrogate becomes U+FFFD.</summary>
    public static string GetString(ReadOnlySpan<byte> content, bool escaped)
    {
        if (!escaped)
        {
            return Encoding.UTF8.GetString(content);
        }

        byte[] unescaped = new byte[content.Length + JsonUnescaper.Slack];
        return Encoding.UTF8.GetString(unescaped, 0, JsonUnescaper.Unescape(content, unescaped));
    }

    /// <summary>Returns a JSON string as a string, unescaped.</summary>
    /// <param name="quoted">The JSON string, with its quotes.</param>
    /// <exception cref="InvalidOperationException">It has an unpaired surrogate or invalid UTF-8.</exception>
    public static string GetStringOrThrow(ReadOnlySpan<byte> quoted)
    {
        var reader = new Utf8JsonReader(quoted);
        reader.Read();
        return reader.GetString()!;
    }

    /// <summary>Writes JSON with <see cref="Writer"/>, to any depth.</summary>
    public static RawJson Write(Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Writer with { MaxDepth = int.MaxValue }))
        {
            write(writer);
        }

        return new RawJson(buffer.ToArray());
    }
}
