using System.Text.Encodings.Web;
using System.Text.Json;

namespace Claude.Aot.Benchmarks;

/// <summary>Writes results as an array of <c>{input, reader, nsPerEvent, bytesPerEvent}</c>.</summary>
internal static class RatioJson
{
    // A plus sign in a reader's name stays one.
    private static readonly JsonWriterOptions s_options = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(IEnumerable<RatioResult> results, string file)
    {
        using FileStream stream = File.Create(file);
        using var json = new Utf8JsonWriter(stream, s_options);
        json.WriteStartArray();
        foreach (RatioResult result in results)
        {
            json.WriteStartObject();
            json.WriteString("input"u8, result.Input);
            json.WriteString("reader"u8, result.Reader.Name);
            json.WriteNumber("nsPerEvent"u8, Math.Round(result.NsPerEvent, 2));
            json.WriteNumber("bytesPerEvent"u8, Math.Round(result.BytesPerEvent, 2));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
