using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Claude.Aot.Tests.Shared.Fuzzing;

/// <summary>Compares the library's own JSON code with that of .NET.</summary>
internal static class JsonTarget
{
    // The maximum depth that is verified here. The JSON that is read may be deeper.
    private const int MaxDepth = 64;

    public static Task RunAsync(byte[] input)
    {
        // The code under test always gets valid UTF-8.
        string text = Encoding.UTF8.GetString(input);
        byte[] json = Encoding.UTF8.GetBytes(text);
        ToolInputState state = JsonOracle.StateOf(json);
        VerifyProgress(json, state);
        VerifyEscaper(text, json);
        VerifyString(json);
        if (state == ToolInputState.Valid)
        {
            using JsonDocument document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = int.MaxValue });
            VerifyValue(document.RootElement, depth: 0);
        }

        return Task.CompletedTask;
    }

    private static void VerifyProgress(byte[] json, ToolInputState expected)
    {
        foreach (FeedPlan plan in FeedPlan.For(json))
        {
            var validator = default(IncrementalJsonValidator);
            ReadOnlySpan<byte> left = json;
            foreach (int size in plan.Sizes)
            {
                int length = Math.Min(size, left.Length);
                validator.Feed(left[..length]);
                left = left[length..];
            }

            validator.Feed(left);
            Check.Equal(expected, validator.State, $"{plan}: state of {Encoding.UTF8.GetString(json)}");
        }
    }

    /// <summary>Verifies the input as the text after an opening quote.</summary>
    private static void VerifyString(byte[] source)
    {
        byte[] quoted = [(byte)'"', .. source];
        var reader = new Utf8JsonReader(quoted);
        bool isString = CanRead(ref reader);
        int length = isString ? reader.ValueSpan.Length : 0;
        int end = 0;
        Check.Equal(isString, JsonScanner.TrySkipString(quoted, ref end, out bool isEscaped), "whether a string ends");
        char pending = default;
        byte[] decoded = new byte[source.Length + JsonUnescaper.Slack];
        OperationStatus status = JsonUnescaper.Decode(source, decoded, ref pending, out int consumed, out int written);
        Check.Equal(isString, status == OperationStatus.Done, "whether a string can be decoded");
        if (isString)
        {
            string expected = WithoutHalves(JsonStrings.Unescape(Encoding.UTF8.GetString(source, 0, length)));
            Check.Equal((length + 2, reader.ValueIsEscaped), (end, isEscaped), "checked string");
            Check.Equal((JsonScanner.SkipString(quoted, 0, out isEscaped), isEscaped), (end, reader.ValueIsEscaped), "unchecked string");
            Check.Equal(length, consumed, "length of the decoded string");
            Check.Equal(expected, Encoding.UTF8.GetString(decoded, 0, written) + (pending == default ? "" : "\uFFFD"), "decoded string");
        }
    }

    private static bool CanRead(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.Read();
        }
        catch (JsonException)
        {
            // The bytes after the string do not matter.
            return reader.TokenType == JsonTokenType.String;
        }
    }

    private static void VerifyEscaper(string text, byte[] utf8)
    {
        var escaped = new PooledByteBuffer();
        JsonEscaper.Escape(utf8, escaped);
        byte[] quoted = [(byte)'"', .. escaped.Written, (byte)'"'];
        escaped.Return();
        using JsonDocument document = JsonDocument.Parse(quoted);
        Check.Equal(text, document.RootElement.GetString(), "escaped text");
    }

    private static void VerifyValue(JsonElement value, int depth)
    {
        string raw = value.GetRawText();
        Check.Equal(raw, RawJson.Parse($" {raw}\n", int.MaxValue).ToString(), "value");
        switch (value.ValueKind)
        {
            case JsonValueKind.Object when depth < MaxDepth:
                VerifyObject(value, depth + 1);
                break;
            case JsonValueKind.Array when depth < MaxDepth:
                VerifyArray(value, depth + 1);
                break;
            case JsonValueKind.String:
                VerifyString(raw[1..^1]);
                break;
        }
    }

    private static void VerifyObject(JsonElement value, int depth)
    {
        byte[] json = JsonMarshal.GetRawUtf8Value(value).ToArray();
        var scanner = new JsonObjectScanner(json);
        foreach (JsonProperty member in value.EnumerateObject())
        {
            Check.That(scanner.MoveNext(), "The scanner misses a member.");
            byte[] name = Encoding.UTF8.GetBytes(JsonStrings.NameOf(member));
            Check.That(scanner.Name.SequenceEqual(name), $"name: expected {Convert.ToHexString(name)}, got {Convert.ToHexString(scanner.Name)}");
            Check.That(scanner.Value.SequenceEqual(JsonMarshal.GetRawUtf8Value(member.Value)), "The scanner gives another value.");
            VerifyValue(member.Value, depth);
        }

        Check.That(!scanner.MoveNext(), "The scanner gives a member too many.");
    }

    private static void VerifyArray(JsonElement value, int depth)
    {
        string[] expected = [.. value.EnumerateArray().Select(element => element.GetRawText())];
        List<string> elements = [];
        foreach (RawJson element in RawJson.Parse(value.GetRawText(), int.MaxValue).EnumerateArray())
        {
            elements.Add(element.ToString());
        }

        Check.SequenceEqual(expected, elements, "element");
        foreach (JsonElement element in value.EnumerateArray())
        {
            VerifyValue(element, depth);
        }
    }

    private static void VerifyString(string content)
    {
        string expected = WithoutHalves(JsonStrings.Unescape(content));
        byte[] utf8 = Encoding.UTF8.GetBytes(content);
        Check.Equal(expected, JsonText.GetString(utf8, escaped: content.Contains('\\', StringComparison.Ordinal)), "string");
        Check.Equal(expected, UnescapeInPieces(utf8), "string in pieces");
    }

    // Encoding and decoding replaces an unpaired surrogate with U+FFFD.
    private static string WithoutHalves(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));

    /// <summary>Unescapes the content in pieces that each end after an escape, like the deltas of a text.</summary>
    private static string UnescapeInPieces(ReadOnlySpan<byte> content)
    {
        using var text = new MemoryStream();
        char pending = default;
        while (!content.IsEmpty)
        {
            int escape = content.IndexOf((byte)'\\');
            int length = escape < 0 ? content.Length : escape + (content[escape + 1] == (byte)'u' ? 6 : 2);
            byte[] piece = new byte[length + JsonUnescaper.Slack];
            text.Write(piece.AsSpan(0, JsonUnescaper.Unescape(content[..length], piece, ref pending)));
            content = content[length..];
        }

        return Encoding.UTF8.GetString(text.ToArray()) + (pending == default ? "" : "\uFFFD");
    }
}
