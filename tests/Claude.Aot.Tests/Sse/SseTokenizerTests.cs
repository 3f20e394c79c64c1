namespace Claude.Aot.Tests.Sse;

public class SseTokenizerTests
{
    private static readonly SseLimits s_limits = new(1000, 1000);

    public static TheoryData<string> WholeEvents =>
    [
        "event: content_block_delta\ndata: {\"type\":\"ping\"}\n\n",
        "data: x\n\n",
        "data: x\r\n\r\n",
        "event: a\r\ndata: x\r\ndata: y\r\n\r\n",
        "data: one\ndata: two\n\n",
        ": comment\n\n",
        "id: 1\rretry: 5\r\rx",
        "event:a\ndata\n\n",
        "\n",
        "\r\n",
    ];

    [Theory]
    [MemberData(nameof(WholeEvents))]
    public void Tokenizer_ProperPrefix_ReturnsFalseAndTakesNothing(string text)
    {
        byte[] whole = System.Text.Encoding.UTF8.GetBytes(text);
        int end = text.EndsWith('x') ? whole.Length - 1 : whole.Length;
        for (int length = 0; length < whole.Length; length++)
        {
            // A CR at the very end could be half of a CRLF, so an event that ends with CR needs the byte after it.
            SseTokenizerState state = default;
            Assert.False(TryRead(whole.AsSpan(0, length), ref state, out SseFields fields), $"{SseDrain.Show(whole)} cut at {length}");
            Assert.Equal(0, fields.Length);
            Assert.Equal(length, state.Searched);
            Assert.True(TryRead(whole, ref state, out fields), $"{SseDrain.Show(whole)} after {length}");
            Assert.Equal(end, fields.Length);
            Assert.True(state.IsBetweenEvents);
        }
    }

    [Fact]
    public void Tokenizer_CarriageReturnAtEndOfBuffer_WaitsForNextByte()
    {
        SseTokenizerState state = default;
        Assert.False(TryRead("data: x\n\r"u8, ref state, out _));
        Assert.True(state.PendingCarriageReturn);
        SseTokenizerState copy = state;
        Assert.True(TryRead("data: x\n\r\n"u8, ref state, out SseFields fields));
        Assert.Equal(10, fields.Length);
        Assert.True(TryRead("data: x\n\rd"u8, ref copy, out fields));
        Assert.Equal(9, fields.Length);
    }

    [Fact]
    public void Tokenizer_CarriageReturnAtEndOfStream_EndsTheEvent()
    {
        SseTokenizerState state = default;
        Assert.True(TryRead("data: x\n\r"u8, ref state, out SseFields fields, isFinal: true));
        Assert.Equal((9, 1), (fields.Length, fields.DataLines));
    }

    [Theory]
    [InlineData("event: a\ndata: x\n\n", true)]
    [InlineData("data: x\n\n", true)]
    [InlineData("data: \n\n", true)]
    [InlineData("data:x\n\n", false)]
    [InlineData("event: a\ndata: x\ndata: y\n\n", false)]
    [InlineData("event: a\r\ndata: x\n\n", false)]
    [InlineData("data: x\r\n\r\n", false)]
    [InlineData("data: x\n\r", false)]
    [InlineData("data: x\n", false)]
    [InlineData("data: x", false)]
    [InlineData("event: a\nid: 1\ndata: x\n\n", false)]
    public void Tokenizer_UsualForm_AgreesWithTheFieldParser(string text, bool isUsual)
    {
        byte[] bytes = System.Text.Encoding.UTF8.GetBytes(text);
        SseTokenizerState state = default;
        Assert.Equal(isUsual, SseTokenizer.TryReadUsual(bytes, ref state, out SseUsualEvent usual));
        Assert.True(state.IsBetweenEvents);
        if (isUsual)
        {
            SseFieldParser.Parse(bytes, new PooledByteBuffer(), out SseFields fields);
            Assert.Equal((fields.Length, fields.DataStart, fields.DataLength), (usual.Length, usual.DataStart, usual.DataLength));
            Assert.Equal(
                bytes.AsSpan(fields.NameStart, fields.NameLength), bytes.AsSpan(SseUsualEvent.NameStart, usual.NameLength));
        }
    }

    [Theory]
    [InlineData("9223372036854775807", long.MaxValue)]
    [InlineData("9223372036854775808", long.MaxValue)]
    [InlineData("99999999999999999999999999", long.MaxValue)]
    [InlineData("0", 0)]
    [InlineData("007", 7)]
    public void FieldParser_Retry_SaturatesInsteadOfOverflowing(string digits, long expected)
    {
        SseFieldParser.Parse(
            System.Text.Encoding.UTF8.GetBytes($"retry: {digits}\n\n"), new PooledByteBuffer(), out SseFields fields);
        Assert.Equal((true, expected), (fields.HasRetry, fields.Retry));
    }

    [Fact]
    public void Utf8Replacement_RandomBytes_AgreesWithThePlatformsDecoder()
    {
        var random = new Random(20261123);
        byte[] pool = [0x41, 0x80, 0xBF, 0xC2, 0xE0, 0xA0, 0xED, 0x9F, 0xEF, 0xF0, 0x90, 0xF4, 0x8F, 0xFF, 0x7F, 0xE2, 0x82, 0xAC];
        for (int round = 0; round < 5000; round++)
        {
            byte[] bytes = random.GetItems(pool, random.Next(12));
            var output = new PooledByteBuffer();
            Utf8Replacement.Append(bytes, output);
            string expected = System.Text.Encoding.UTF8.GetString(bytes);
            Assert.True(expected == System.Text.Encoding.UTF8.GetString(output.Written), SseDrain.Show(bytes));
            Assert.True(System.Text.Unicode.Utf8.IsValid(output.Written), SseDrain.Show(bytes));
        }
    }

    private static bool TryRead(ReadOnlySpan<byte> bytes, ref SseTokenizerState state, out SseFields fields, bool isFinal = false) =>
        SseTokenizer.TryRead(bytes, isFinal, in s_limits, ref state, new PooledByteBuffer(), out fields);
}
