using Claude.Aot.Tests.Shared.Promises.Tools;

namespace Claude.Aot.Tests.Shared.Promises;

/// <summary>Checks that generated tools bind their inputs as their schemas say, write results, and tell the model what is wrong with an input.</summary>
internal static class ToolBindingCheck
{
    public static IEnumerable<(string Name, Func<Task> Run)> Cases() =>
    [
        .. EchoInputs.Valid.Select(row => ($"{row.Tool} accepts {row.Value}", (Func<Task>)(() => Value_Valid_ComesBack(row.Tool, row.Value, row.Result)))),
        .. EchoInputs.Invalid.Select(row => ($"{row.Tool} refuses {row.Value}", (Func<Task>)(() => Value_Invalid_IsExplained(row.Tool, row.Value, row.Message)))),
        ("an absent value is the default", Value_Absent_IsTheDefault),
        ("an input is an object", Input_OtherThanAnObject_IsRefused),
        ("members of other names are skipped", Input_WithOtherMembers_SkipsThem),
        ("the last of two equal names counts", Input_WithANameTwice_TakesTheLast),
        ("deep nesting is refused", Input_TooDeep_IsRefused),
        .. ResultCases(),
    ];

    private static IEnumerable<(string Name, Func<Task> Run)> ResultCases() =>
    [
        ("nothing is Done", () => Result_Is("nothing", "{}", "Done.")),
        ("a task is Done", () => Result_Is("nothing_later", "{}", "Done.")),
        ("null is null", () => Result_Is("no_text", "{}", "null")),
        ("no object is null", () => Result_Is("no_object", "{}", "null")),
        ("a task's value is written", () => Result_Is("later", """{"city":"Rome"}""", """{"city":"Rome","latitude":41.9}""")),
        ("text is not quoted", () => Result_Is("greet", """{"input":"a","call":"b","@class":"c","class":"d"}""", "a b d toolu_1 True")),
        ("content is content", () => Result_Is("content", "{}", "content")),
        ("a block is content", Result_OfABlock_IsContent),
        ("blocks are content", Result_OfBlocks_IsContent),
        ("an instance has its tools", Tools_OfAnInstance_CallIt),
        ("a derived class has all tools", Tools_OfADerivedClass_ContainThoseOfItsBase),
        ("settings are sent", Tool_WithSettings_SendsThem),
        ("documentation is sent", Tool_Documented_SendsDescriptions),
    ];

    public static async Task<string> CallAsync(ToolFunction tool, string input)
    {
        BlockContent result = await tool.InvokeAsync(Call(tool.Name, input));
        return result.Text ?? string.Join('|', result.Blocks!.Select(block => block.ToJson()));
    }

    public static ToolFunction Echo(string name) => EchoTools.Tools.Single(tool => tool.Name == name);

    private static ToolCall Call(string name, string input) => new(new ToolUseBlock { Id = "toolu_1", Name = name, Input = ToolInput.From(RawJson.Parse(input)) });

    private static async Task Value_Valid_ComesBack(string tool, string value, string? result) =>
        Check.Equal(result ?? value, await CallAsync(Echo(tool), $$"""{"value":{{value}}}"""));

    private static async Task Value_Invalid_IsExplained(string tool, string value, string message)
    {
        ToolErrorException error = await Check.ThrowsAsync<ToolErrorException>(() => CallAsync(Echo(tool), $$"""{"value":{{value}}}"""));
        Check.Equal("Invalid input at " + message, error.Message);
        Check.Equal(error.Message, error.Content.Text);
    }

    private static async Task Value_Absent_IsTheDefault()
    {
        Check.Equal("7", await CallAsync(Echo("echo_default"), "{}"));
        Check.Equal("none", await CallAsync(Echo("echo_nullable_text"), "{}"));
        Check.Equal("null", await CallAsync(Echo("echo_nullable"), "{}"));
        ToolErrorException error = await Check.ThrowsAsync<ToolErrorException>(() => CallAsync(Echo("echo_int32"), "{}"));
        Check.Equal("Invalid input at $: the required property 'value' is missing.", error.Message);
    }

    private static async Task Input_OtherThanAnObject_IsRefused()
    {
        ToolErrorException error = await Check.ThrowsAsync<ToolErrorException>(() => CallAsync(MoreTools.NothingTool, "[]"));
        Check.Equal("Invalid input at $: expected an object, found an array.", error.Message);
    }

    private static async Task Input_WithOtherMembers_SkipsThem() =>
        Check.Equal("1", await CallAsync(Echo("echo_int32"), """{"other":{"value":2},"value":1,"more":[{}]}"""));

    private static async Task Input_WithANameTwice_TakesTheLast() =>
        Check.Equal("2", await CallAsync(Echo("echo_int32"), """{"value":1,"v\u0061lue":2}"""));

    private static async Task Input_TooDeep_IsRefused()
    {
        string deep = $$"""{"value":{{new string('[', 100)}}{{new string(']', 100)}}}""";
        var call = new ToolCall(new ToolUseBlock { Id = "toolu_1", Name = "echo_raw", Input = ToolInput.From(RawJson.Parse(deep, 200)) });

        ToolErrorException error = await Check.ThrowsAsync<ToolErrorException>(() => Echo("echo_raw").InvokeAsync(call).AsTask());

        Check.Equal("Invalid input: the JSON is not valid, or nests deeper than 64 levels.", error.Message);
    }

    private static async Task Result_Is(string tool, string input, string expected) =>
        Check.Equal(expected, await CallAsync(MoreTools.Tools.Single(candidate => candidate.Name == tool), input));

    private static async Task Result_OfABlock_IsContent() => Check.Equal("""{"type":"text","text":"one"}""", await CallAsync(MoreTools.BlockTool, "{}"));

    private static async Task Result_OfBlocks_IsContent() =>
        Check.Equal("""{"type":"text","text":"one"}|{"type":"text","text":"two"}""", await CallAsync(MoreTools.BlocksTool, "{}"));

    private static async Task Tools_OfAnInstance_CallIt()
    {
        var counter = new Counter { Step = 2 };
        Check.Equal("2", await CallAsync(counter.AddTool, "{}"));
        Check.Equal("4", await CallAsync(counter.Tools[0], "{}"));
        Check.That(ReferenceEquals(counter.Tools, counter.Tools));
        Check.That(ReferenceEquals(counter.AddTool, counter.Tools[0]));
        Check.Equal("2", await CallAsync(new Counter { Step = 2 }.AddTool, "{}"));
    }

    private static async Task Tools_OfADerivedClass_ContainThoseOfItsBase()
    {
        var counter = new NamedCounter { Step = 3 };
        Check.SequenceEqual(["add", "name"], counter.Tools.Select(tool => tool.Name));
        Check.Equal("3", await CallAsync(counter.Tools[0], "{}"));
    }

    private static Task Tool_WithSettings_SendsThem()
    {
        const string Expected = """
            {"type":"custom","name":"look-up","description":"Looks something up.","input_schema":{"type":"object","properties":{"word":{"type":"string"}},"required":["word"]},"cache_control":{"type":"ephemeral","ttl":"1h"},"defer_loading":true,"eager_input_streaming":false,"allowed_callers":["direct","code_execution_20260120"],"input_examples":[{"word":"owl"}],"strict":true}
            """;
        using var expected = System.Text.Json.JsonDocument.Parse(Expected.Replace("\"required\":[\"word\"]", "\"required\":[\"word\"],\"additionalProperties\":false", StringComparison.Ordinal));
        Check.JsonEqual(expected.RootElement, MoreTools.LookUpTool.Tool.ToJson(), "tool");
        return Task.CompletedTask;
    }

    private static Task Tool_Documented_SendsDescriptions()
    {
        Check.Equal("Greets input and class, and says \"hello\".", MoreTools.GreetTool.Tool.Description);
        RawJson properties = Property(MoreTools.GreetTool.Tool.InputSchema, "properties");
        Check.Equal("The input of true.", Property(Property(properties, "input"), "description").GetString());
        Check.Equal("From the attribute.", Property(Property(properties, "call"), "description").GetString());
        return Task.CompletedTask;
    }

    private static RawJson Property(RawJson json, string name) =>
        json.TryGetProperty(name, out RawJson value) ? value : throw new CheckFailedException($"no {name} in {json}");
}
