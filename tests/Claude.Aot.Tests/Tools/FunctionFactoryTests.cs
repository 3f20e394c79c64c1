using System.Reflection;
using System.Text.Json;
using Claude.Aot.Tests.Shared.Promises.Tools;
using Microsoft.Extensions.AI;

namespace Claude.Aot.Tests.Tools;

/// <summary>The same methods as functions of Microsoft.Extensions.AI, which reads inputs by reflection. The differences are listed in docs/tools.md.</summary>
public sealed class FunctionFactoryTests
{
    /// <summary>Values that the generated reader accepts and the function refuses.</summary>
    private static readonly string[] s_readerIsWider = [];

    /// <summary>Values that the function accepts and the generated reader refuses.</summary>
    private static readonly string[] s_functionIsWider = [];

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
