using System.Globalization;
using System.Text;
using Claude.Aot.Tests.Shared;
using CsCheck;

namespace Claude.Aot.Tests.Properties;

/// <summary>What holds for every text and every tool input, wherever it is cut into deltas.</summary>
public sealed class TextProperties
{
    // Plain characters, any, halves of surrogate pairs, and those that JSON escapes.
    private static readonly Gen<char> s_character = Gen.OneOf(Gen.Char[' ', '~'], Gen.Char['\0', '\uFFFF'], Gen.Char['\uD83C', '\uDE10'], Gen.OneOf('"', '\\', '/', '\n', '\t', '\0'));

    private static readonly Gen<string[]> s_pieces = Gen.String[s_character, 0, 12].Array[0, 12];

    private static readonly Gen<string[]> s_fragments = Gen.OneOf(
        "{", "}", "[", "]", ",", ":", "\"a\"", "\"", "\"k\":", "1", "-0.5e", "+3", "true", "nul", "l", " ", "\n", "\\u00", "e9", "\\", "é", "", "{\"city\":\"Zürich\"}").Array[0, 10];

    [Fact]
    public Task Text_AnyPiecesAndEscapes_ArrivesAsItWasSent() => Gen.Select(s_pieces, Gen.Bool).SampleAsync(
        async (pieces, escapesAll) =>
        {
            SseBody body = SseBody.Begin().TextStart();
            foreach (string piece in pieces)
            {
                body.TextJson(Quote(piece, escapesAll));
            }

            Message message = await body.BlockStop().End().ReadAsync();

            // Decoding and encoding makes U+FFFD of a half that stayed alone.
            Assert.Equal(Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(string.Concat(pieces))), message.Text);
        });

    [Fact]
    public Task ToolInput_AnyFragments_IsAtEveryMomentWhatThePlatformSays() => s_fragments.SampleAsync(
        async fragments =>
        {
            SseBody body = SseBody.Begin().ToolStart();
            foreach (string fragment in fragments)
            {
                body.Input(fragment);
            }

            await using MessageStream stream = body.BlockStop().End().Open();
            string sent = "";
            int next = 0;
            await foreach (StreamEvent e in stream)
            {
                if (e.Delta.Type == DeltaType.InputJsonDelta)
                {
                    sent += fragments[next++];
                    Verify(sent, e.ContentBlock.Input.ToString(), e.ContentBlock.Input.State);
                }
            }

            Assert.Equal(fragments.Length, next);
            ToolInput input = ((ToolUseBlock)(await stream.GetFinalMessageAsync()).Content[0]).Input;
            Verify(sent, input.ToString(), input.State);
        });

    private static void Verify(string sent, string actual, ToolInputState state)
    {
        // Blank fragments are no input: what the block began with stands.
        string expected = string.IsNullOrWhiteSpace(sent) ? "{}" : sent;
        Assert.Equal(expected, actual);
        Assert.Equal(JsonOracle.StateOf(Encoding.UTF8.GetBytes(expected)), state);
    }

    /// <summary>A JSON string with every character escaped, or only those that must be.</summary>
    private static string Quote(string text, bool escapesAll)
    {
        var json = new StringBuilder("\"");
        foreach (char c in text)
        {
            bool isPlain = !escapesAll && c >= ' ' && c is not ('"' or '\\') && !char.IsSurrogate(c);
            json.Append(isPlain ? c.ToString() : string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}"));
        }

        return json.Append('"').ToString();
    }
}
