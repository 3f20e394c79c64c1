using System.Text;
using System.Text.Json;

namespace Claude.Aot.Tests.Json;

public sealed class JsonScannerTests
{
    private const int Depth = 64;

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("[[],{}]")]
    [InlineData("""{"a":{"b":[1,-2,0,3.25,-0.5,true,false,null,"x\n\u00e9"]},"c":""}""")]
    [InlineData("\"a string that is longer than one vector, with \\\"quotes\\\" and é\"")]
    [InlineData("true")]
    [InlineData("null")]
    public void Value_WithoutWhitespace_IsTaken(string json)
    {
        Assert.Equal(json.Length, Skip(json));
        Assert.Equal(json.Length, Skip(json + "}"));
        Assert.Equal(json.Length, Skip(json + ",1"));

        byte[] utf8 = Encoding.UTF8.GetBytes(json + ",1");
        Assert.Equal(utf8.Length - 2, JsonScanner.SkipValue(utf8, 0, out JsonValueKind kind, out bool isEscaped));
        Skip(utf8, Depth, out JsonValueKind checkedKind);
        Assert.Equal((checkedKind, kind == JsonValueKind.String && json.Contains('\\', StringComparison.Ordinal)), (kind, isEscaped));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[1,]")]
    [InlineData("{\"a\":1,}")]
    [InlineData("{\"a\"}")]
    [InlineData("{a:1}")]
    [InlineData("{1:1}")]
    [InlineData("[1}")]
    [InlineData("{\"a\":1]")]
    [InlineData("[,1]")]
    [InlineData("[1 2]")]
    [InlineData("01")]
    [InlineData("-")]
    [InlineData("1.")]
    [InlineData("tru")]
    [InlineData("nul1")]
    [InlineData("\"a")]
    [InlineData("\"a\n\"")]
    [InlineData("\"\\x\"")]
    [InlineData("\"\\u12g4\"")]
    [InlineData("]")]
    public void Value_ThatIsNone_IsNotTaken(string json) => Assert.Equal(-1, Skip(json));

    /// <summary>The rival is the platform's reader: whatever is taken, it reads to the same place.</summary>
    [Fact]
    public void Value_OfEveryEdgeCase_IsTakenOnlyWhereTheReaderTakesIt()
    {
        int taken = 0;
        foreach (byte[] json in JsonEdgeCases.ValidUtf8)
        {
            int end = Skip(json, Depth, out JsonValueKind kind);
            if (end >= 0 && kind != JsonValueKind.Number)
            {
                Assert.Equal(ReaderEnd(json), end);
                taken++;
            }
        }

        Assert.True(taken > 50, $"only {taken} of the edge cases were taken");
    }

    [Fact]
    public void Value_CutAnywhere_IsNotTaken()
    {
        const string Json = """{"a":{"b":[1,-2.5,true,"x\né"]},"c":[]}""";
        for (int length = 0; length < Json.Length; length++)
        {
            Assert.Equal(-1, Skip(Json[..length]));
        }
    }

    [Theory]
    [InlineData(2, 2, true)]
    [InlineData(3, 2, false)]
    [InlineData(64, 64, true)]
    [InlineData(65, 1000, false)]
    public void Value_Deep_IsTakenUpToTheLimit(int depth, int limit, bool isTaken)
    {
        string json = new string('[', depth) + new string(']', depth);
        Assert.Equal(isTaken ? json.Length : -1, Skip(Encoding.UTF8.GetBytes(json), limit, out _));
    }

    private static int Skip(string json)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(json);
        int end = Skip(utf8, Depth, out _);
        return end < 0 ? end : Encoding.UTF8.GetCharCount(utf8, 0, end);
    }

    private static int Skip(byte[] json, int maxDepth, out JsonValueKind kind)
    {
        int at = 0;
        return JsonScanner.TrySkipValue(json, ref at, maxDepth, out kind) ? at : -1;
    }

    private static int ReaderEnd(byte[] json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = Depth });
        reader.Read();
        reader.Skip();
        return (int)reader.BytesConsumed;
    }
}
