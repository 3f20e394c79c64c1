using System.Text.Json;

namespace Claude.Aot.Tests.Shared;

/// <summary>The folder <c>tests/Corpus</c>: recorded streams, streams derived from them, and conformance cases.</summary>
internal sealed class CorpusFolder(string path)
{
    private static readonly JsonDocumentOptions s_options = new() { MaxDepth = 1024 };

    public byte[] ReadBytes(string name) => File.ReadAllBytes(Path.Combine(path, name));

    public JsonElement ReadJson(string name)
    {
        using JsonDocument document = JsonDocument.Parse(ReadBytes(name), s_options);
        return document.RootElement.Clone();
    }

    /// <summary>Gets the known facts about the API's wire format, from the folder <c>tests/Wire</c> next to this one.</summary>
    public JsonElement ReadWire() => ReadJson("../Wire/messages-wire.json");

    /// <summary>Gets the names of the recorded streams, in sorted order.</summary>
    public IEnumerable<string> RecordedNames() =>
        Directory.EnumerateFiles(Path.Combine(path, "recorded"), "*.sse").Select(file => Path.GetFileNameWithoutExtension(file)!).Order(StringComparer.Ordinal);

    /// <summary>Reads the manifest entries of the recorded streams.</summary>
    public IReadOnlyDictionary<string, JsonElement> ReadManifest() => ReadJson("manifest.json").GetProperty("streams").EnumerateArray()
        .ToDictionary(static entry => Path.GetFileNameWithoutExtension(entry.GetProperty("file").GetString()!));

    /// <summary>Gets the recorded streams that consist of exactly one message.</summary>
    public IEnumerable<string> WholeNames() => from recorded in ReadManifest() where IsWhole(recorded.Value) && HasRecorded(recorded.Key) select recorded.Key;

    /// <summary>Gets the complete streams that are the unmodified bytes of the API.</summary>
    public IEnumerable<string> LiveNames() =>
        from recorded in ReadManifest()
        where IsWhole(recorded.Value) && HasRecorded(recorded.Key) && recorded.Value.GetProperty("kind").GetString() is "wire" or "wire-chunked"
        select recorded.Key;

    /// <summary>Determines whether a recorded stream with a name exists.</summary>
    public bool HasRecorded(string name) => File.Exists(Path.Combine(path, "recorded", $"{name}.sse"));

    /// <summary>Reads the seeds of a fuzz target, sorted by name.</summary>
    public IReadOnlyList<byte[]> FuzzSeeds(string target) =>
        [.. Directory.EnumerateFiles(Path.Combine(path, "fuzz", target)).Order(StringComparer.Ordinal).Select(File.ReadAllBytes)];

    public CorpusCase Recorded(string name) => new(name, ReadBytes($"recorded/{name}.sse"), new ExpectedMessage(ReadJson($"expected/{name}.json")));

    private static bool IsWhole(JsonElement entry) =>
        entry.GetProperty("n_messages").GetInt32() == 1 && entry.GetProperty("complete").GetBoolean() && entry.GetProperty("error_type").ValueKind == JsonValueKind.Null;
}
