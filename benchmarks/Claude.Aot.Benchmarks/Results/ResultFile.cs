using System.Text.Encodings.Web;
using System.Text.Json;

namespace Claude.Aot.Benchmarks;

/// <summary>Results of one mode: an array of objects, one for each. What they were measured on lies beside them.</summary>
internal static class ResultFile
{
    // A plus sign in a reader's name stays one.
    public static JsonWriterOptions Options { get; } = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes the results.</summary>
    /// <param name="file">Where to; what is there is replaced.</param>
    /// <param name="results">The results.</param>
    /// <param name="writeMembers">Writes the members of one.</param>
    /// <param name="command">The command that measured them, from the root of the repository.</param>
    public static void Write<T>(string file, IEnumerable<T> results, Action<Utf8JsonWriter, T> writeMembers, string command)
    {
        RunInfo.Of(command).Write(RunInfo.PathFor(file));
        using FileStream stream = File.Create(file);
        using var json = new Utf8JsonWriter(stream, Options);
        json.WriteStartArray();
        foreach (T result in results)
        {
            json.WriteStartObject();
            writeMembers(json, result);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
