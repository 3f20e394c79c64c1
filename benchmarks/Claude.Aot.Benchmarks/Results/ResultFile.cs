using System.Text.Encodings.Web;
using System.Text.Json;

namespace Claude.Aot.Benchmarks;

/// <summary>Writes the results of one mode as an array of objects. A file next to it describes the measurement.</summary>
internal static class ResultFile
{
    // This encoder does not escape a plus sign in a reader's name.
    public static JsonWriterOptions Options { get; } = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes the results.</summary>
    /// <param name="file">The file, which is overwritten if it exists.</param>
    /// <param name="results">The results.</param>
    /// <param name="writeMembers">Writes the members of one result.</param>
    /// <param name="command">The command that measured the results, run from the root of the repository.</param>
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
