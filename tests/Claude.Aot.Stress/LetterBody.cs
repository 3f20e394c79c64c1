using System.Text;

namespace Claude.Aot.Stress;

/// <summary>Creates bodies of messages whose text consists of only one letter, so that a byte of another stream is found.</summary>
internal static class LetterBody
{
    // The shapes cover every kind of growing, unescaping and splitting: short and long pieces, plain and escaped, and events that are longer than a read.
    private static readonly (int Deltas, int Units, bool IsEscaped)[] s_shapes =
    [
        (40, 15, false), (400, 15, false), (2_000, 8, false), (60, 20, true), (6, 40_000, true), (4, 20_000, false),
    ];

    private const int ForeignRun = 8;

    private static readonly byte[][] s_bodies = [.. Enumerable.Range(0, 26 * s_shapes.Length).Select(static number => Create((char)('a' + (number / s_shapes.Length)), s_shapes[number % s_shapes.Length]))];

    /// <summary>Returns a random body of a letter.</summary>
    public static byte[] Choose(char letter, Random random) => s_bodies[((letter - 'a') * s_shapes.Length) + random.Next(s_shapes.Length)];

    /// <summary>Determines whether a text has a letter that does not belong to its stream.</summary>
    public static bool IsForeign(ReadOnlySpan<char> text, char letter) => text.ContainsAnyExcept(letter);

    /// <inheritdoc cref="IsForeign(ReadOnlySpan{char}, char)"/>
    public static bool IsForeign(ReadOnlySpan<byte> text, char letter) => text.ContainsAnyExcept((byte)letter);

    /// <summary>
    /// Determines whether a text has a run of another stream's letter, or of the value with which the checking pool overwrites returned arrays. Two concurrent
    /// readers may get any bytes of their own stream, but those never contain such a run of another letter.
    /// </summary>
    public static bool HasForeignRun(ReadOnlySpan<char> text, char letter)
    {
        int length = 0;
        for (int i = 1; i < text.Length; i++)
        {
            length = text[i] == text[i - 1] && text[i] != letter && (char.IsAsciiLetterLower(text[i]) || text[i] is '\u00db' or '\ufffd') ? length + 1 : 0;
            if (length >= ForeignRun)
            {
                return true;
            }
        }

        return false;
    }

    private static byte[] Create(char letter, (int Deltas, int Units, bool IsEscaped) shape)
    {
        string unit = shape.IsEscaped ? $"\\u{(int)letter:x4}" : new string(letter, 4);
        string text = new StringBuilder().Insert(0, unit, shape.Units).ToString();
        var body = new StringBuilder();
        Add("message_start", """{"type":"message_start","message":{"id":"m","type":"message","role":"assistant","model":"m","content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":1,"output_tokens":1}}}""");
        Add("content_block_start", """{"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}""");
        for (int i = 0; i < shape.Deltas; i++)
        {
            Add("content_block_delta", $$$"""{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"{{{text}}}"}}""");
        }

        Add("content_block_stop", """{"type":"content_block_stop","index":0}""");
        Add("message_delta", """{"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},"usage":{"output_tokens":5}}""");
        Add("message_stop", """{"type":"message_stop"}""");
        return Encoding.UTF8.GetBytes(body.ToString());

        void Add(string name, string data) => body.Append("event: ").Append(name).Append("\ndata: ").Append(data).Append("\n\n");
    }
}
