using System.Text.Json;
using Claude.Aot.Tests.Shared;
using Claude.Aot.Tests.Streaming.Support;

namespace Claude.Aot.Tests.Json;

/// <summary>The inputs of the JSON test suite as the whole data of an event, where the corpus tests put them into one.</summary>
public sealed class JsonEdgeEventTests
{
    private static readonly Dictionary<string, JsonElement> s_cases = TestCorpus.Folder.ReadJson("json-edge/manifest.json").GetProperty("cases").EnumerateArray()
        .ToDictionary(entry => entry.GetProperty("name").GetString()!);

    public static TheoryData<string> Names => [.. s_cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Event_DataOfTheSuite_IsReadOrRefused(string name)
    {
        JsonElement entry = s_cases[name];
        byte[] json = entry.GetProperty("base64") is { ValueKind: JsonValueKind.String } base64
            ? base64.GetBytesFromBase64()
            : TestCorpus.Folder.ReadBytes($"json-edge/{entry.GetProperty("file").GetString()}");
        SseBody body = SseBody.Begin().Raw("event: content_block_delta\ndata: ").Raw([.. Lines(json)]).Raw("\n\n").End();
        foreach (int size in (int[])[7, int.MaxValue])
        {
            await using MessageStream stream = body.Open(readSize: size);

            Exception? failure = await Record.ExceptionAsync(() => stream.GetFinalMessageAsync().AsTask());

            switch (entry.GetProperty("expect").GetString())
            {
                case "accept":
                    Assert.Null(failure);
                    break;
                case "reject":
                    Assert.Equal(ClaudeTransportErrorKind.InvalidResponse, Assert.IsType<ClaudeTransportException>(failure).Kind);
                    break;
                default:
                    Assert.True(failure is null or ClaudeTransportException, $"{failure}");
                    break;
            }
        }
    }

    /// <summary>A line end becomes a further data line, and comes back as LF.</summary>
    private static IEnumerable<byte> Lines(byte[] json)
    {
        foreach (byte b in json)
        {
            if (b is (byte)'\n' or (byte)'\r')
            {
                foreach (byte of in "\ndata: "u8.ToArray())
                {
                    yield return of;
                }
            }
            else
            {
                yield return b;
            }
        }
    }
}
