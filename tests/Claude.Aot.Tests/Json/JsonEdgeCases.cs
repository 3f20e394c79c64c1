using System.Text.Unicode;
using Claude.Aot.Tests.Streaming.Support;

namespace Claude.Aot.Tests.Json;

/// <summary>The inputs of the JSON test suite that are small, as bytes.</summary>
internal static class JsonEdgeCases
{
    /// <summary>All of them.</summary>
    public static IEnumerable<byte[]> All => TestCorpus.Folder.ReadJson("json-edge/manifest.json").GetProperty("cases").EnumerateArray()
        .Select(edge => edge.GetProperty("base64").GetString()).OfType<string>().Select(Convert.FromBase64String);

    /// <summary>Those that are UTF-8 without a byte order mark: what arrives at a reader of JSON behind one of events.</summary>
    public static IEnumerable<byte[]> ValidUtf8 => All.Where(json => Utf8.IsValid(json) && !json.AsSpan().StartsWith("\uFEFF"u8));
}
