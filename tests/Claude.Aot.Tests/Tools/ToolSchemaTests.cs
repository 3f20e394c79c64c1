using Claude.Aot.Tests.Shared.Promises;
using Claude.Aot.Tests.Shared.Promises.Tools;
using NJsonSchema;

namespace Claude.Aot.Tests.Tools;

/// <summary>Generated schemas are valid, and mean what the readers accept, as another validator understands them.</summary>
public sealed class ToolSchemaTests
{
    // The validator throws at an integer that is not a long.
    private static readonly string[] s_tooLong = ["18446744073709551615", "79228162514264337593543950335"];

    /// <summary>Values that the reader accepts and the validator refuses.</summary>
    private static readonly string[] s_readerIsWider =
    [
        // JSON Schema takes these for integers; the validator does not.
        "echo_int32 1.0",
        "echo_int32 2e3",
        "echo_time \"18:30\"",

        // JSON Schema counts characters; the validator counts UTF-16 units.
        "echo_length \"\\ud83d\\ude00\\ud83d\\ude00\\ud83d\\ude00\"",
    ];

    /// <summary>Values that the validator accepts and the reader refuses.</summary>
    private static readonly string[] s_schemaIsWider =
    [
        // The validator is lenient about formats and encodings, and lets $ match before a line feed.
        "echo_moment \"2026-01-31\"",
        "echo_moment \"2026-01-31T18:00:00\"",
        "echo_duration \"P1M\"",
        "echo_duration \"90 minutes\"",
        "echo_uri \"/etc/passwd\"",
        "echo_bytes \"A*\"",
        "echo_pattern \"1\\n\"",
    ];

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
        foreach ((string tool, string value, string? _) in EchoInputs.Valid.Where(row => !s_tooLong.Contains(row.Value)))
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
