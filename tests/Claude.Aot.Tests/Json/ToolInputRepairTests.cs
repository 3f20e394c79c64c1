using System.Text;
using System.Text.Json;

namespace Claude.Aot.Tests.Json;

/// <summary>Of the faults of a tool input exactly two are repaired.</summary>
public sealed class ToolInputRepairTests
{
    [Theory]
    [InlineData("{\"code\":\"a\nb\tc\u0001\"}", """{"code":"a\u000ab\u0009c\u0001"}""")]
    [InlineData("""{"pattern":"\d+\.\w"}""", """{"pattern":"\\d+\\.\\w"}""")]
    [InlineData("""{"path":"C:\users\x"}""", """{"path":"C:\\users\\x"}""")]
    [InlineData("""{"a":"\u12","b":"\u00e9","c":"\\d \" \/"}""", """{"a":"\\u12","b":"\u00e9","c":"\\d \" \/"}""")]
    [InlineData("{\"a\\\n\":1}", """{"a\\\u000a":1}""")]
    public void TryRepair_OfTheTwoFaults_EscapesThem(string input, string expected)
    {
        ToolInput invalid = ToolInput.Parse(Encoding.UTF8.GetBytes(input));
        Assert.Equal(ToolInputState.Invalid, invalid.State);

        Assert.True(invalid.TryRepair(out ToolInput? repaired));

        Assert.Equal(expected, repaired.ToString());
        Assert.Equal(ToolInputState.Valid, repaired.State);
        using JsonDocument parsed = JsonDocument.Parse(repaired.Memory);
    }

    [Theory]
    [InlineData("""{"a":1""")]
    [InlineData("""{"a":"b""")]
    [InlineData("""{"a":"b\""")]
    [InlineData("""{"a":'b'}""")]
    [InlineData("""{"a":1,}""")]
    [InlineData("""{a:1}""")]
    [InlineData("{\"a\":1\u0001}")]
    [InlineData("""{"a":"\d"}}""")]
    [InlineData("""{"a":nan}""")]
    public void TryRepair_OfAnyOtherFault_IsRefused(string input)
    {
        Assert.False(ToolInput.Parse(Encoding.UTF8.GetBytes(input)).TryRepair(out ToolInput? repaired));
        Assert.Null(repaired);
    }

    [Fact]
    public void TryRepair_OfValidInput_GivesItself()
    {
        ToolInput valid = ToolInput.Parse("""{"a" : "\n"}"""u8);

        Assert.True(valid.TryRepair(out ToolInput? repaired));

        Assert.Same(valid, repaired);
    }

    [Fact]
    public void TryRepair_RandomStringsWithTheFaults_AgreesWithThePlatform()
    {
        var random = new Random(20261127);
        char[] pool = ['a', '"', '\\', 'd', 'n', 'u', '0', '\n', '\u0001', 'é', '/', '{'];
        for (int round = 0; round < 20_000; round++)
        {
            string input = $$"""{"a":"{{new string(random.GetItems(pool, random.Next(10)))}}"}""";
            ToolInput parsed = ToolInput.Parse(Encoding.UTF8.GetBytes(input));
            if (parsed.TryRepair(out ToolInput? repaired))
            {
                using JsonDocument json = JsonDocument.Parse(repaired.Memory);
                Assert.Equal(JsonValueKind.Object, json.RootElement.ValueKind);
            }
            else
            {
                Assert.NotEqual(ToolInputState.Valid, parsed.State);
            }
        }
    }

    [Fact]
    public void Write_UnpairedSurrogate_BecomesTheReplacementCharacter()
    {
        var block = new ToolUseBlock { Id = "toolu_1", Name = "find", Input = ToolInput.Parse("""{"q":"\ud83d"}"""u8) };

        Assert.Contains("""{"q":"\ufffd"}""", block.ToJson(), StringComparison.Ordinal);
    }
}
