using System.Text.Json;

namespace Claude.Aot.Tests.Shared;

/// <summary>The folder <c>tests/Corpus</c>: recorded streams, changes of them, and conformance cases.</summary>
internal sealed class CorpusFolder(string path)
{
    private static readonly JsonDocumentOptions s_options = new() { MaxDepth = 1024 };

    public byte[] ReadBytes(string name) => File.ReadAllBytes(Path.Combine(path, name));

    public JsonElement ReadJson(string name)
    {
        using JsonDocument document = JsonDocument.Parse(ReadBytes(name), s_options);
        return document.RootElement.Clone();
    }

    /// <summary>The recorded streams, in the order of their names.</summary>
    public IEnumerable<string> RecordedNames() =>
        Directory.EnumerateFiles(Path.Combine(path, "recorded"), "*.sse").Select(file => Path.GetFileNameWithoutExtension(file)!).Order(StringComparer.Ordinal);

    /// <summary>Whether there is a recorded stream of that name.</summary>
    public bool HasRecorded(string name) => File.Exists(Path.Combine(path, "recorded", $"{name}.sse"));

    /// <summary>The seeds of a fuzz target, in the order of their names.</summary>
    public IReadOnlyList<byte[]> FuzzSeeds(string target) =>
        [.. Directory.EnumerateFiles(Path.Combine(path, "fuzz", target)).Order(StringComparer.Ordinal).Select(File.ReadAllBytes)];

    public CorpusCase Recorded(string name) => new(name, ReadBytes($"recorded/{name}.sse"), new ExpectedMessage(ReadJson($"expected/{name}.json")));
}
