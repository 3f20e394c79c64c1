using System.Reflection;
using System.Text.Json;
using Claude.Aot.Tests.Shared.Promises;
using Claude.Aot.Tests.Shared.Promises.Tools;
using Microsoft.Extensions.AI;

namespace Claude.Aot.Tests.Tools;

/// <summary>The same methods as functions of Microsoft.Extensions.AI, which reads inputs by reflection. The differences are listed in docs/tools.md.</summary>
public sealed class FunctionFactoryTests
{
    /// <summary>Values that the generated reader accepts and the function refuses.</summary>
    private static readonly string[] s_readerIsWider =
    [
        "echo_text \"a\\ud83d\"",
        """echo_int32 1.0""",
        """echo_int32 2e3""",
        "echo_time \"18:30:00.25Z\"",
        "echo_time \"18:30:00+01:00\"",
        "echo_duration \"PT1H30M\"",
        "echo_duration \"P1DT0.5S\"",
        "echo_duration \"P2W\"",
        "echo_duration \"-PT5S\"",
        "echo_duration \"PT0S\"",
        """echo_set [1,2]""",
        """echo_union {"radius":1.5,"kind":"circle"}""",
    ];

    /// <summary>Values that the function accepts and the generated reader refuses.</summary>
    private static readonly string[] s_functionIsWider =
    [
        """echo_text null""",
        "echo_int32 \"1\"",
        "echo_enum \"celsius\"",
        """echo_enum 0""",
        "echo_moment \"2026-01-31\"",
        "echo_moment \"2026-01-31T18:00:00\"",
        "echo_uri \"/etc/passwd\"",
        "echo_nullable \"5\"",
        """echo_set null""",
        """echo_record {}""",
        """echo_record {"city":null}""",
        """echo_record {"city":"Rome","latitude":91}""",
        """echo_class {"to":{"city":"Rome"},"through":[{"city":"Rome"},{}]}""",
        """echo_union {"kind":"circle"}""",
        """echo_range 0""",
        """echo_range 601""",
        """echo_exclusive 0""",
        "echo_length \"a\"",
        "echo_length \"abcd\"",
        "echo_pattern \"x1\"",
        "echo_pattern \"1\\n\"",
        "echo_allowed \"c\"",
        """echo_count []""",
        """echo_count [1,2,3]""",
        """echo_strict {"to":{"city":"Rome"},"other":1}""",
        """echo_strict_union {"kind":"circle","radius":1,"side":2}""",
    ];

    private static readonly Dictionary<string, AIFunction> s_functions = typeof(EchoTools).GetMethods(BindingFlags.Public | BindingFlags.Static)
        .Where(method => method.IsDefined(typeof(ClaudeToolAttribute)))
        .ToDictionary(
            method => ((ToolFunction)typeof(EchoTools).GetProperty(method.Name + "Tool")!.GetValue(null)!).Name,
            method => AIFunctionFactory.Create(method, target: null));

    [Fact]
    public async Task Function_OfValuesThatTheReaderAccepts_AcceptsThem()
    {
        List<string> refused = [];
        foreach ((string tool, string value, string? _) in EchoInputs.Valid)
        {
            if (!await AcceptsAsync(tool, value))
            {
                refused.Add($"{tool} {value}");
            }
        }

        AssertSame(s_readerIsWider, refused);
    }

    [Fact]
    public async Task Function_OfValuesThatTheReaderRefuses_RefusesThem()
    {
        List<string> accepted = [];
        foreach ((string tool, string value, string _) in EchoInputs.Invalid)
        {
            if (await AcceptsAsync(tool, value))
            {
                accepted.Add($"{tool} {value}");
            }
        }

        AssertSame(s_functionIsWider, accepted);
    }

    [Fact]
    public async Task Function_WithoutANullableArgument_IsRefused()
    {
        Assert.Equal("null", await ToolBindingCheck.CallAsync(EchoTools.EchoNullableTool, "{}"));
        await Assert.ThrowsAsync<ArgumentException>(async () =>
            await s_functions["echo_nullable"].InvokeAsync(new AIFunctionArguments(), TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Function_OfEachMethod_HasTheSameParameters() => Assert.All(EchoTools.Tools, tool =>
        Assert.Equal(
            PropertyNames(JsonElement.Parse(tool.Tool.InputSchema.Utf8)),
            PropertyNames(s_functions[tool.Name].JsonSchema)));

    private static IEnumerable<string> PropertyNames(JsonElement schema) => schema.GetProperty("properties").EnumerateObject().Select(property => property.Name);

    private static async Task<bool> AcceptsAsync(string tool, string value)
    {
        try
        {
            await s_functions[tool].InvokeAsync(new AIFunctionArguments { ["value"] = JsonElement.Parse(value) }, TestContext.Current.CancellationToken);
            return true;
        }
        catch (Exception e) when (e is JsonException or ArgumentException or InvalidOperationException or NotSupportedException)
        {
            return false;
        }
    }

    private static void AssertSame(string[] expected, List<string> actual) => Assert.True(expected.SequenceEqual(actual), string.Join('\n', actual));
}
