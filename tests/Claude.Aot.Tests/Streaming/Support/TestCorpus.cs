using System.Text.Json;
using Claude.Aot.Tests.Infrastructure;
using Claude.Aot.Tests.Shared;

namespace Claude.Aot.Tests.Streaming.Support;

/// <summary>The recorded streams of <c>tests/Corpus</c>, chosen by what these tests need.</summary>
internal static class TestCorpus
{
    public static CorpusFolder Folder { get; } = new(Repository.PathOf("tests", "Corpus"));

    /// <summary>Every recorded stream that the schema covers.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Folder.RecordedNames()];

    /// <summary>The entries of the manifest by name.</summary>
    public static IReadOnlyDictionary<string, JsonElement> Manifest { get; } = Folder.ReadManifest();

    /// <summary>The streams that the corpus marks as a small set which covers every feature.</summary>
    public static IEnumerable<string> Core => Names.Where(name => Manifest[name].GetProperty("core").GetBoolean());

    /// <summary>The streams that are one message and nothing else.</summary>
    public static IReadOnlyList<string> Whole { get; } = [.. Folder.WholeNames().Order(StringComparer.Ordinal)];

    public static byte[] Read(string name) => Folder.ReadBytes($"recorded/{name}.sse");
}
