using System.Globalization;
using System.Text;
using Claude.Aot.Tests.Shared;

namespace Claude.Aot.Tests.Views;

public sealed class Utf8TextTests
{
    [Theory]
    [InlineData("")]
    [InlineData("Hello")]
    [InlineData("h\u00E9 \u2600 \U0001F600")]
    public async Task Utf8Text_EveryWayOut_GivesTheSame(string expected)
    {
        await using MessageStream stream = SseBody.OfText(expected).Open();
        await foreach (StreamEvent e in stream)
        {
            if (e.Delta.Type == DeltaType.TextDelta)
            {
                AssertGives(e.Delta.Text, expected);
            }
        }
    }

    [Fact]
    public async Task Utf8Text_Equality_IsThatOfBytes()
    {
        await using MessageStream stream = SseBody.Begin().TextStart().Text("same").BlockStop().End().Open();
        await foreach (StreamEvent e in stream)
        {
            if (e.Delta.Type == DeltaType.TextDelta)
            {
                Utf8Text text = e.Delta.Text, other = e.ContentBlock.Text;
                Assert.True(text == other);
                Assert.False(text != other);
                Assert.True(text.Equals((object)other));
                Assert.Equal(text.GetHashCode(), other.GetHashCode());
                Assert.False(text == e.TypeName);
                Assert.False(text.Equals("same"));
                Assert.False(text.Equals("Same"u8));
            }
        }
    }

    private static void AssertGives(Utf8Text text, string expected)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(expected);
        Assert.Equal(utf8, text.Span);
        Assert.Equal(utf8.Length, text.Length);
        Assert.Equal(utf8.Length == 0, text.IsEmpty);
        Assert.Equal(expected, text.ToString());
        Assert.Equal(expected, $"{text}");
        Assert.Equal(expected, string.Create(CultureInfo.InvariantCulture, $"{text:anything}"));
        Assert.Equal(expected, text.ToString("anything", CultureInfo.InvariantCulture));
        Assert.True(text.Equals(utf8));

        byte[] copy = new byte[utf8.Length];
        text.CopyTo(copy);
        Assert.Equal(utf8, copy);
        Assert.True(text.TryFormat(copy, out int bytes, default, null));
        Assert.Equal(utf8.Length, bytes);
        char[] chars = new char[expected.Length];
        Assert.True(text.TryFormat(chars, out int written, default, null));
        Assert.Equal(expected, new string(chars, 0, written));
        if (expected.Length > 0)
        {
            Assert.Throws<ArgumentException>(() => text.CopyTo(new byte[utf8.Length - 1]));
            Assert.False(text.TryFormat(new byte[utf8.Length - 1], out bytes, default, null));
            Assert.False(text.TryFormat(new char[expected.Length - 1], out written, default, null));
            Assert.Equal((0, 0), (bytes, written));
        }
    }
}
