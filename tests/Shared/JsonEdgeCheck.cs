using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Claude.Aot.Tests.Shared;

/// <summary>Checks that a case of <c>json-edge/manifest.json</c>, embedded in a stream, is accepted or rejected as the case states.</summary>
internal static class JsonEdgeCheck
{
    private const string Head = """
        data: {"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","content":[],"usage":{}}}

        data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}


        """;

    private const string Tail = """
        data: {"type":"content_block_stop","index":0}

        data: {"type":"message_stop"}


        """;

    public static async Task RunAsync(CorpusFolder corpus, JsonElement entry)
    {
        byte[] body = BodyWith(EventOf(corpus, entry));
        foreach (int size in ReadSizes.For(body))
        {
            Verify(entry, await StreamOutcome.OfAsync(body, size), $"{entry.GetProperty("name")} in reads of {size}");
        }
    }

    private static void Verify(JsonElement entry, StreamOutcome outcome, string what)
    {
        switch (entry.GetProperty("expect").GetString())
        {
            case "accept":
                VerifyText(entry, outcome.RequireMessage().Content.OfType<TextBlock>().Single().Text, what);
                break;
            case "reject":
                Check.Equal(ClaudeTransportErrorKind.InvalidResponse, (outcome.Failure as ClaudeTransportException)?.Kind, $"{what}: kind of failure");
                break;
        }
    }

    private static void VerifyText(JsonElement entry, string text, string what)
    {
        byte[] utf16 = Encoding.BigEndianUnicode.GetBytes(text);
        if (entry.TryGetProperty("utf16_sha256", out JsonElement hash))
        {
            Check.Equal(hash.GetString(), Convert.ToHexStringLower(SHA256.HashData(utf16)), $"{what}: hash of the text");
        }
        else if (entry.TryGetProperty("utf16_hex", out JsonElement hex))
        {
            Check.Equal(hex.GetString(), Convert.ToHexStringLower(utf16), $"{what}: text");
        }
    }

    private static byte[] EventOf(CorpusFolder corpus, JsonElement entry)
    {
        byte[] json = entry.GetProperty("base64") is { ValueKind: JsonValueKind.String } base64
            ? base64.GetBytesFromBase64()
            : corpus.ReadBytes($"json-edge/{entry.GetProperty("file")}");
        return entry.GetProperty("kind").GetString() is "delta" or "key" or "nesting"
            ? json
            : [.. "{\"type\":\"x\",\"v\":"u8, .. json, .. "}"u8];
    }

    private static byte[] BodyWith(byte[] json)
    {
        var body = new MemoryStream();
        body.Write(Encoding.UTF8.GetBytes(Head));
        body.Write("data: "u8);
        foreach (byte b in json)
        {
            // A line end in the data becomes another data line, and is read as LF.
            if (b is (byte)'\n' or (byte)'\r')
            {
                body.Write("\ndata: "u8);
            }
            else
            {
                body.WriteByte(b);
            }
        }

        body.Write("\n\n"u8);
        body.Write(Encoding.UTF8.GetBytes(Tail));
        return body.ToArray();
    }
}
