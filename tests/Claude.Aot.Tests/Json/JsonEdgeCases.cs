using System.Text.Json;
using System.Text.Unicode;
using Claude.Aot.Tests.Streaming.Support;

namespace Claude.Aot.Tests.Json;

/// <summary>The inputs of the JSON test suite that are small, as bytes.</summary>
internal static class JsonEdgeCases
{
    /// <summary>Those that are UTF-8 without a byte order mark: what arrives at a reader of JSON behind one of events.</summary>
    public static IEnumerable<byte[]> ValidUtf8
    {
        get
        {
            foreach (JsonElement edge in TestCorpus.Folder.ReadJson("json-edge/manifest.json").GetProperty("cases").EnumerateArray())
            {
                if (edge.GetProperty("base64").GetString() is { } base64)
                {
                    byte[] json = Convert.FromBase64String(base64);
                    if (Utf8.IsValid(json) && !json.AsSpan().StartsWith("\uFEFF"u8))
                    {
                        yield return json;
                    }
                }
            }
        }
    }
}
