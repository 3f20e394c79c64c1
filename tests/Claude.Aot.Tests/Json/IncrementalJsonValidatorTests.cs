using System.Text;
using Claude.Aot.Tests.Shared;

namespace Claude.Aot.Tests.Json;

public sealed class IncrementalJsonValidatorTests
{
    /// <summary>The rival is the platform's reader: it says whether bytes are whole JSON, and whether they can become it.</summary>
    [Fact]
    public void Feed_EveryPrefixOfEveryEdgeCase_AgreesWithTheReader()
    {
        int compared = 0;
        foreach (byte[] json in JsonEdgeCases.ValidUtf8)
        {
            for (int length = 0; length <= json.Length; length += length < 200 ? 1 : 97)
            {
                byte[] prefix = json[..length];
                Assert.True(JsonOracle.StateOf(prefix) == StateOf(prefix, chunk: int.MaxValue), $"{Convert.ToHexString(prefix)}: {JsonOracle.StateOf(prefix)} expected");
                compared++;
            }
        }

        Assert.True(compared > 5000, $"only {compared} prefixes");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    public void Feed_InPieces_SameAsWhole(int chunk)
    {
        foreach (byte[] json in JsonEdgeCases.ValidUtf8)
        {
            Assert.Equal(StateOf(json, int.MaxValue), StateOf(json, chunk));
        }
    }

    [Fact]
    public void Feed_DeeperThanOneWord_ClosesInOrder()
    {
        foreach (int depth in new[] { 63, 64, 65, 128, 129, 1000 })
        {
            string open = string.Concat(Enumerable.Range(0, depth).Select(i => i % 3 == 0 ? "[" : "{\"a\":"));
            string close = string.Concat(Enumerable.Range(0, depth).Reverse().Select(i => i % 3 == 0 ? "]" : "}"));
            Assert.Equal(ToolInputState.Valid, StateOf(Encoding.UTF8.GetBytes(open + "1" + close), 5));
            Assert.Equal(ToolInputState.Incomplete, StateOf(Encoding.UTF8.GetBytes(open + "1" + close[..^1]), 5));
            Assert.Equal(ToolInputState.Invalid, StateOf(Encoding.UTF8.GetBytes(open + "1" + (close[0] == '}' ? ']' : '}')), 5));
        }
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("  ", "")]
    [InlineData("{", "{}")]
    [InlineData("{\"a", "{}")]
    [InlineData("{\"a\":", "{}")]
    [InlineData("{\"a\": tru", "{\"a\": true}")]
    [InlineData("{\"a\":1,", "{\"a\":1}")]
    [InlineData("{\"a\":1,\"b\":\"x\\n", "{\"a\":1,\"b\":\"x\\n\"}")]
    [InlineData("{\"a\":1,\"b\":\"x\\", "{\"a\":1,\"b\":\"x\"}")]
    [InlineData("[\"x\\u00e", "[\"x\"]")]
    [InlineData("[\"x\\ud83d", "[\"x\"]")]
    [InlineData("[\"x\\ud83d\\ude0", "[\"x\"]")]
    [InlineData("[\"x\\ud83d\\ude00", "[\"x\\ud83d\\ude00\"]")]
    [InlineData("[\"\\\\ud83d", "[\"\\\\ud83d\"]")]
    [InlineData("[1.", "[1]")]
    [InlineData("[-", "[]")]
    [InlineData("[1,-", "[1]")]
    [InlineData("[1e+", "[1]")]
    [InlineData("[[[{\"a\":[12", "[[[{\"a\":[12]}]]]")]
    [InlineData("{\"a\":1}", "{\"a\":1}")]
    [InlineData("{\"a\":1}x", "{\"a\":1}")]
    [InlineData("{\"a\":[1}", "{\"a\":[1]}")]
    [InlineData("{\"a\":\"b\n", "{\"a\":\"b\"}")]
    [InlineData("\"te", "\"te\"")]
    public void ToCompletedJson_ClosesWhatIsOpen(string fragment, string expected) =>
        Assert.Equal(expected, ToolInput.Parse(Encoding.UTF8.GetBytes(fragment)).ToCompletedJson().ToString());

    /// <summary>Whatever has been fed, in whatever pieces, makes JSON for the platform's reader, and begins as what was fed.</summary>
    [Fact]
    public void Complete_EveryPrefixOfEveryEdgeCase_IsJson()
    {
        int compared = 0;
        foreach (byte[] json in JsonEdgeCases.ValidUtf8)
        {
            for (int length = 0; length <= json.Length; length += length < 200 ? 1 : 97)
            {
                string whole = Complete(json[..length], int.MaxValue);
                Assert.True(whole.Length == 0 || JsonOracle.StateOf(Encoding.UTF8.GetBytes(whole)) == ToolInputState.Valid, $"{Convert.ToHexString(json[..length])} became {whole}");
                Assert.Equal(whole, Complete(json[..length], 1));
                compared += whole.Length > 0 ? 1 : 0;
            }
        }

        Assert.True(compared > 3000, $"only {compared} prefixes");
    }

    [Fact]
    public void Complete_DeeperThanOneWord_ClosesInOrder()
    {
        foreach (int depth in new[] { 1, 63, 64, 65, 128, 129, 1000 })
        {
            string open = string.Concat(Enumerable.Range(0, depth).Select(i => i % 3 == 0 ? "[" : "{\"a\":"));
            string close = string.Concat(Enumerable.Range(0, depth).Reverse().Select(i => i % 3 == 0 ? "]" : "}"));

            Assert.Equal(open + "1" + close, Complete(Encoding.UTF8.GetBytes(open + "1"), 5));
        }
    }

    private static string Complete(byte[] json, int chunk)
    {
        var validator = default(IncrementalJsonValidator);
        for (int at = 0; at < json.Length; at += Math.Min(chunk, json.Length - at))
        {
            validator.Feed(json.AsSpan(at, Math.Min(chunk, json.Length - at)));
        }

        var output = new PooledByteBuffer();
        validator.Complete(json, output);
        string text = Encoding.UTF8.GetString(output.Written);
        output.Return();
        return text;
    }

    private static ToolInputState StateOf(byte[] json, int chunk)
    {
        var validator = default(IncrementalJsonValidator);
        for (int at = 0; at < json.Length; at += Math.Min(chunk, json.Length - at))
        {
            validator.Feed(json.AsSpan(at, Math.Min(chunk, json.Length - at)));
        }

        return validator.State;
    }
}
