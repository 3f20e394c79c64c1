using System.Text.Json;
using Claude.Aot.Testing;
using Claude.Aot.Tests.Infrastructure;
using Claude.Aot.Tests.Shared.Http;

namespace Claude.Aot.Tests.Cli;

public sealed class ChatTests : IDisposable
{
    private static readonly ResponseScript s_again = new MessageScript().Text("Again").End();

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Chat_Lines_AreAConversation()
    {
        await using ReplayServer server = await ReplayServer.StartAsync(Scripts.Hello, s_again);

        CliResult result = await ChatAsync(server, "Hi\n\n  \nMore?\n", "--system", "Be brief.");

        Assert.Equal((0, "Hello\nAgain\n"), (result.ExitCode, result.Text));
        Assert.Equal(["Hi", "Hello", "More?"], Texts(server.Log.All[1]));
        Assert.Contains("\"system\":\"Be brief.\"", server.Log.All[1].BodyText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Chat_RequestFails_GoesOnWithoutTheMessage()
    {
        await using ReplayServer server = await ReplayServer.StartAsync(Scripts.Overloaded, Scripts.Hello);

        CliResult result = await ChatAsync(server, "One\nTwo\n", "--retries", "0");

        Assert.Equal((0, "Hello\n"), (result.ExitCode, result.Text));
        Assert.Equal("claude-aot: overloaded_error (529): Overloaded", result.ErrorLines[0]);
        Assert.Equal(["Two"], Texts(server.Log.All[1]));
    }

    [Theory]
    [InlineData("y", "\"content\":\"The secret is 7.\"")]
    [InlineData("YES", "\"content\":\"The secret is 7.\"")]
    [InlineData("n", "did not allow")]
    [InlineData("", "did not allow")]
    [InlineData("yesterday", "did not allow")]
    public async Task Chat_ToolCall_RunsOnlyWithConsent(string answer, string result)
    {
        File.WriteAllText(_folder.PathOf("notes.txt"), "The secret is 7.");
        await using ReplayServer server = await ReplayServer.StartAsync(
            new MessageScript().Text("Let me see.").ToolUse("read_file", """{"path":"notes.txt"}""").End("tool_use"), s_again);

        CliResult chat = await ChatAsync(server, $"Hi\n{answer}\n");

        Assert.Equal((0, "Let me see.\nAgain\n"), (chat.ExitCode, chat.Text));
        Assert.Contains(result, server.Log.All[1].BodyText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Chat_NoTools_OffersNone()
    {
        await using ReplayServer server = await ReplayServer.StartAsync(Scripts.Hello);

        await ChatAsync(server, "Hi\n");
        await ChatAsync(server, "Hi\n", "--no-tools");

        Assert.Equal(
            ["read_file", "list_folder", "get_current_time"],
            Body(server.Log.All[0]).GetProperty("tools").EnumerateArray().Select(tool => tool.GetProperty("name").GetString()));
        Assert.False(Body(server.Log.All[1]).TryGetProperty("tools", out _));
    }

    [Fact]
    public async Task Chat_SaveAndLoad_ContinueTheConversation()
    {
        await using ReplayServer server = await ReplayServer.StartAsync(Scripts.Hello);
        string path = _folder.PathOf("talk.json");

        CliResult saved = await ChatAsync(server, $"/model claude-x\nHi\n/save {path}\n/save {path}\n");
        CliResult loaded = await ChatAsync(server, $"/load {path}\nMore?\n");

        Assert.Equal(2, saved.ErrorLines.Count(line => line == $"claude-aot: saved 2 messages to {path}"));
        Assert.Contains("claude-aot: loaded 2 messages; the model is claude-x", loaded.ErrorLines);
        Assert.Equal("claude-x", Body(server.Log.All[1]).GetProperty("model").GetString());
        Assert.Equal(["Hi", "Hello", "More?"], Texts(server.Log.All[1]));
    }

    [Theory]
    [InlineData("/load no-such-file", "no-such-file")]
    [InlineData("/load other.json", "does not contain a request")]
    [InlineData("/save other.json", "exists already")]
    [InlineData("/save no-such-folder/a.json", "cannot be saved")]
    [InlineData("/file no-such-file", "no-such-file")]
    [InlineData("/file", "needs the name of a file")]
    [InlineData("/nonsense", "there is no command /nonsense")]
    public async Task Chat_CommandCannotRun_SaysSoAndGoesOn(string command, string reason)
    {
        File.WriteAllText(_folder.PathOf("other.json"), "[]");
        await using ReplayServer server = await ReplayServer.StartAsync(Scripts.Hello);

        CliResult result = await ChatAsync(server, $"{command}\nHi\n/quit\nnever sent\n");

        Assert.Equal((0, "Hello\n"), (result.ExitCode, result.Text));
        Assert.Contains(reason, result.ErrorLines[0], StringComparison.Ordinal);
        Assert.Equal("[]", File.ReadAllText(_folder.PathOf("other.json")));
        Assert.Single(server.Log.All);
    }

    [Fact]
    public async Task Chat_Files_GoWithTheNextMessageOnly()
    {
        File.WriteAllText(_folder.PathOf("a.txt"), "first");
        File.WriteAllText(_folder.PathOf("b.txt"), "second");
        await using ReplayServer server = await ReplayServer.StartAsync(Scripts.Hello);

        await ChatAsync(server, "Hi\n/file b.txt\nMore?\nEnd.\n", "--file", _folder.PathOf("a.txt"));

        Assert.Equal(["first", "second"], Documents(server.Log.All[2]));
        Assert.Equal(["first"], Documents(server.Log.All[0]));
        Assert.Equal("End.", Texts(server.Log.All[2])[^1]);
    }

    [Fact]
    public async Task Chat_WithoutAKey_PlaysTheRecordingAndSaysSo()
    {
        CliResult result = await CliProcess.RunWithInputAsync("Hi\n"u8.ToArray(), "chat");

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(string.Concat(Streams.Recorded("llm-anthropic__test_url_prompt").Expected.Text) + "\n", result.Text);
        Assert.Contains("no API key", result.ErrorLines[0], StringComparison.Ordinal);
    }

    private static IEnumerable<string?> Documents(Exchange exchange) =>
        Body(exchange).GetProperty("messages").EnumerateArray()
            .Select(message => message.GetProperty("content"))
            .Where(content => content.ValueKind == JsonValueKind.Array)
            .SelectMany(content => content.EnumerateArray())
            .Where(block => block.GetProperty("type").GetString() == "document")
            .Select(block => block.GetProperty("source").GetProperty("data").GetString());

    /// <summary>The last text of each message.</summary>
    private static string?[] Texts(Exchange exchange) =>
        [.. Body(exchange).GetProperty("messages").EnumerateArray().Select(message => message.GetProperty("content")).Select(content =>
            content.ValueKind == JsonValueKind.String ? content.GetString() : content[content.GetArrayLength() - 1].GetProperty("text").GetString())];

    private static JsonElement Body(Exchange exchange) => JsonElement.Parse(exchange.BodyText);

    private async Task<CliResult> ChatAsync(ReplayServer server, string input, params string[] options)
    {
        using CliProcess process = CliProcess.StartIn(_folder.PathOf(), ["chat", "--base-url", server.Address.AbsoluteUri, .. options]);
        Task<CliResult> result = process.FinishAsync();
        await process.TypeAsync(input.TrimEnd('\n'));
        process.CloseInput();
        return await result;
    }
}
