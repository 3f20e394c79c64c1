using System.Text.Json;
using Claude.Aot.Testing;
using Claude.Aot.Tests.Infrastructure;
using Claude.Aot.Tests.Shared.Http;
using Claude.Aot.Tests.Tools.Support;

namespace Claude.Aot.Tests.Tools;

/// <summary>The commands of the tools that the API defines.</summary>
public sealed class ToolHandlerTests
{
    private static readonly ToolHandler[] s_handlers = [new Memory(), new Bash(), new Editor()];

    [Theory]
    [InlineData("""{"command":"view","path":"/memories"}""", "view /memories ")]
    [InlineData("""{"command":"view","path":"/memories/a.md","view_range":[2,5]}""", "view /memories/a.md LineRange { First = 2, Last = 5 }")]
    [InlineData("""{"command":"view","path":"/memories/a.md","view_range":[2,-1]}""", "view /memories/a.md LineRange { First = 2, Last =  }")]
    [InlineData("""{"command":"create","path":"/memories/a.md","file_text":"x\ny"}""", "create /memories/a.md x\ny")]
    [InlineData("""{"command":"str_replace","path":"/memories/a.md","old_str":"x","new_str":"y"}""", "replace /memories/a.md x y")]
    [InlineData("""{"command":"insert","path":"/memories/a.md","insert_line":0,"insert_text":"x"}""", "insert /memories/a.md 0 x")]
    [InlineData("""{"command":"delete","path":"/memories/a.md"}""", "delete /memories/a.md")]
    [InlineData("""{"command":"rename","old_path":"/memories/a.md","new_path":"/memories/b.md"}""", "rename /memories/a.md /memories/b.md")]
    public async Task Memory_Commands_ReachTheirMethods(string input, string expected) => Assert.Equal(expected, await InvokeAsync(new Memory(), input));

    [Theory]
    [InlineData("""{"command":"view","path":"/etc/passwd"}""")]
    [InlineData("""{"command":"view","path":"/memories/../etc/passwd"}""")]
    [InlineData("""{"command":"view","path":"/memories/%2e%2e/etc/passwd"}""")]
    [InlineData("""{"command":"view","path":"/memories\\..\\x"}""")]
    [InlineData("""{"command":"view","path":"/memoriesx"}""")]
    [InlineData("""{"command":"delete","path":"/memories"}""")]
    [InlineData("""{"command":"delete","path":"/memories/"}""")]
    [InlineData("""{"command":"rename","old_path":"/memories/a","new_path":"/b"}""")]
    [InlineData("""{"command":"create","path":"/memories/a"}""")]
    [InlineData("""{"command":"insert","path":"/memories/a","insert_line":"1","insert_text":"x"}""")]
    [InlineData("""{"command":"view","path":"/memories/a","view_range":[5,2]}""")]
    [InlineData("""{"command":"format","path":"/memories/a"}""")]
    [InlineData("""{"path":"/memories/a"}""")]
    [InlineData("{}")]
    public async Task Memory_InputThatIsNotAllowed_IsAnErrorForTheModel(string input) =>
        Assert.NotEmpty((await Assert.ThrowsAsync<ToolErrorException>(() => InvokeAsync(new Memory(), input))).Message);

    [Theory]
    [InlineData("""{"command":"view","path":"/repo/a.cs"}""", "view /repo/a.cs ")]
    [InlineData("""{"command":"create","path":"a.cs","file_text":""}""", "create a.cs ")]
    [InlineData("""{"command":"str_replace","path":"a.cs","old_str":"x"}""", "replace a.cs x ")]
    [InlineData("""{"command":"insert","path":"a.cs","insert_line":3,"insert_text":"x"}""", "insert a.cs 3 x")]
    [InlineData("""{"command":"insert","path":"a.cs","insert_line":3,"new_str":"x"}""", "insert a.cs 3 x")]
    public async Task Editor_Commands_ReachTheirMethods(string input, string expected) => Assert.Equal(expected, await InvokeAsync(new Editor(), input));

    [Fact]
    public async Task Editor_Undo_IsNotAvailableUnlessOverridden() =>
        await Assert.ThrowsAsync<ToolErrorException>(() => InvokeAsync(new Editor(), """{"command":"undo_edit","path":"a.cs"}"""));

    [Theory]
    [InlineData("""{"command":"ls -l"}""", "$ ls -l")]
    [InlineData("""{"restart":true}""", "restarted")]
    [InlineData("""{"command":"ls","restart":false}""", "$ ls")]
    public async Task Bash_Commands_ReachTheirMethods(string input, string expected) => Assert.Equal(expected, await InvokeAsync(new Bash(), input));

    [Fact]
    public void Definitions_AreThoseOfTheWire()
    {
        JsonElement types = JsonElement.Parse(File.ReadAllBytes(Repository.PathOf("tests", "Wire", "messages-wire.json"))).GetProperty("types");
        JsonElement known = types.GetProperty("tool_union_param:ToolUnionParam").GetProperty("mapping");
        Assert.All(s_handlers, handler =>
        {
            JsonElement definition = JsonElement.Parse(handler.Definition.ToJson());
            JsonElement type = types.GetProperty(known.GetProperty(definition.GetProperty("type").GetString()!).GetString()!);
            JsonElement name = type.GetProperty("fields").EnumerateArray().Single(field => field.GetProperty("name").GetString() == "name");
            Assert.Equal(name.GetProperty("type").GetProperty("value").GetString(), definition.GetProperty("name").GetString());
            Assert.Equal(handler.Function.Name, definition.GetProperty("name").GetString());
            Assert.Throws<InvalidOperationException>(() => handler.Function.Tool);
        });
    }

    [Fact]
    public async Task Handlers_InARun_SendTheirDefinitionsAndResults()
    {
        var handler = new ScriptedHandler(new MessageScript().ToolUse("memory", """{"command":"view","path":"/memories"}""").ToolUse("bash", """{"command":"ls"}""").End("tool_use"), Scripts.Hello);
        using ClaudeClient client = TestClient.Of(handler);

        await client.Messages.RunTools(TestClient.Hello, s_handlers.Select(one => one.Function)).GetFinalMessageAsync().Promptly();

        Assert.Equal(
            """[{"type":"memory_20250818","name":"memory"},{"type":"bash_20250124","name":"bash"},{"type":"text_editor_20250728","name":"str_replace_based_edit_tool"}]""",
            ToolTest.BodyOf(handler, 0).GetProperty("tools").GetRawText());
        Assert.Equal(
            """[{"type":"tool_result","tool_use_id":"toolu_scripted_0","content":"view /memories "},{"type":"tool_result","tool_use_id":"toolu_scripted_1","content":"$ ls"}]""",
            ToolTest.LastContent(handler, 1));
    }

    private static async Task<string?> InvokeAsync(ToolHandler handler, string input)
    {
        var block = new ToolUseBlock { Id = "toolu_1", Name = handler.Function.Name, Input = ToolInput.From(RawJson.Parse(input)) };
        return (await handler.Function.InvokeAsync(new ToolCall(block))).Text;
    }

    private sealed class Memory : MemoryToolHandler
    {
        public override ValueTask<BlockContent> ViewAsync(string path, LineRange? lines, CancellationToken cancellationToken) => new($"view {path} {lines}");

        public override ValueTask<BlockContent> CreateAsync(string path, string text, CancellationToken cancellationToken) => new($"create {path} {text}");

        public override ValueTask<BlockContent> ReplaceAsync(string path, string oldText, string newText, CancellationToken cancellationToken) => new($"replace {path} {oldText} {newText}");

        public override ValueTask<BlockContent> InsertAsync(string path, int line, string text, CancellationToken cancellationToken) => new($"insert {path} {line} {text}");

        public override ValueTask<BlockContent> DeleteAsync(string path, CancellationToken cancellationToken) => new($"delete {path}");

        public override ValueTask<BlockContent> RenameAsync(string oldPath, string newPath, CancellationToken cancellationToken) => new($"rename {oldPath} {newPath}");
    }

    private sealed class Editor : TextEditorToolHandler
    {
        public override ValueTask<BlockContent> ViewAsync(string path, LineRange? lines, CancellationToken cancellationToken) => new($"view {path} {lines}");

        public override ValueTask<BlockContent> CreateAsync(string path, string text, CancellationToken cancellationToken) => new($"create {path} {text}");

        public override ValueTask<BlockContent> ReplaceAsync(string path, string oldText, string newText, CancellationToken cancellationToken) => new($"replace {path} {oldText} {newText}");

        public override ValueTask<BlockContent> InsertAsync(string path, int line, string text, CancellationToken cancellationToken) => new($"insert {path} {line} {text}");
    }

    private sealed class Bash : BashToolHandler
    {
        public override ValueTask<BlockContent> RunAsync(string command, CancellationToken cancellationToken) => new($"$ {command}");

        public override ValueTask<BlockContent> RestartAsync(CancellationToken cancellationToken) => new("restarted");
    }
}
