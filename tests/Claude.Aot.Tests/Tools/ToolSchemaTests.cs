using Claude.Aot.Tests.Shared.Promises;
using Claude.Aot.Tests.Shared.Promises.Tools;
using NJsonSchema;

namespace Claude.Aot.Tests.Tools;

/// <summary>Generated schemas are valid, and mean what the readers accept, as another validator understands them.</summary>
public sealed class ToolSchemaTests
{
    // The validator throws at an integer that is not a long.
    private const string TooLong = "18446744073709551615";

    /// <summary>Values that the reader accepts and the validator refuses.</summary>
    private static readonly string[] s_readerIsWider = [];

    /// <summary>Values that the validator accepts and the reader refuses.</summary>
    private static readonly string[] s_schemaIsWider = [];

    [Fact]
    public void Schema_OfEachTool_IsASchema() =>
        Assert.All([.. EchoTools.Tools, .. MoreTools.Tools], tool => Assert.Empty(MetaSchema.Schema.Validate(tool.Tool.InputSchema.ToString())));

    [Theory]
    [InlineData("""{"type":"text"}""")]
    [InlineData("""{"minimum":"1"}""")]
    [InlineData("""{"properties":{"a":{"enum":[]}}}""")]
    [InlineData("""{"required":"a"}""")]
    public void MetaSchema_OfSomethingElse_HasErrors(string schema) => Assert.NotEmpty(MetaSchema.Schema.Validate(schema));

    [Fact]
    public async Task Schema_OfValuesThatTheReaderAccepts_AcceptsThem()
    {
        List<string> refused = [];
        foreach ((string tool, string value, string? _) in EchoInputs.Valid.Where(row => row.Value != TooLong))
        {
            if (await IsRefusedAsync(tool, value))
            {
                refused.Add($"{tool} {value}");
            }
        }

        AssertSame(s_readerIsWider, refused);
    }

    [Fact]
    public async Task Schema_OfValuesThatTheReaderRefuses_RefusesThem()
    {
        List<string> accepted = [];
        foreach ((string tool, string value, string _) in EchoInputs.Invalid)
        {
            if (!await IsRefusedAsync(tool, value))
            {
                accepted.Add($"{tool} {value}");
            }
        }

        AssertSame(s_schemaIsWider, accepted);
    }

    private static async Task<bool> IsRefusedAsync(string tool, string value)
    {
        // The validator resolves references to definitions by the older name only.
        string json = ToolBindingCheck.Echo(tool).Tool.InputSchema.ToString().Replace("$defs", "definitions", StringComparison.Ordinal);
        JsonSchema schema = await JsonSchema.FromJsonAsync(json);
        return schema.Validate($$"""{"value":{{value}}}""").Count > 0;
    }

    private static void AssertSame(string[] expected, List<string> actual) => Assert.True(expected.SequenceEqual(actual), string.Join('\n', actual));
}
