using System.Text.Json;
using Claude.Aot.Samples.Tests.Support;

namespace Claude.Aot.Samples.Tests;

public abstract class AssistantTests(SampleWorkshop workshop)
{
    internal const string Program = "assistant";

    private const string Question = "Put milk on my shopping list.";

    [Theory]
    [InlineData("y", "Succeeded", "bread, milk", "Done.", false)]
    [InlineData("n", "Denied", "bread", "The user said no.", true)]
    public async Task Write_ApprovedOrNot_RunsOrIsDenied(string typed, string outcome, string note, string sent, bool isError)
    {
        string[] command = await workshop.BuildAsync(Program);

        (string output, string text, IReadOnlyList<Exchange> requests) = await AskAsync(command, typed);

        Assert.Equal(Recording.ExpectedOutput(Program).Replace("write_note: Succeeded", $"write_note: {outcome}", StringComparison.Ordinal), output);
        Assert.Equal(note, text);
        Assert.Equal(
            [("toolu_1", """["shopping"]""", false), ("toolu_2", "bread", false), ("toolu_3", sent, isError)],
            requests.Skip(1).Select(request => ResultOf(MessagesOf(request))));
    }

    [Fact]
    public async Task Conversation_OfASecondStart_GoesOn()
    {
        string[] command = await workshop.BuildAsync(Program);
        using var folder = new NotesFolder();
        await RunAsync(command, folder, $"{Question}\ny\n\n", Recording.Scripts(Program));

        IReadOnlyList<Exchange> requests = await RunAsync(command, folder, "Thanks!\n\n", Recording.Script("01-basic-text"));

        JsonElement[] messages = [.. MessagesOf(Assert.Single(requests)).EnumerateArray()];
        Assert.Equal(
            ["user", "assistant", "user", "assistant", "user", "assistant", "user", "assistant", "user"],
            messages.Select(message => message.GetProperty("role").GetString()));
        Assert.Equal(Question, messages[0].GetProperty("content").GetString());
        Assert.Equal("write_note", messages[5].GetProperty("content")[1].GetProperty("name").GetString());
        Assert.Equal("Thanks!", messages[^1].GetProperty("content").GetString());
    }

    /// <summary>Asks for a change of a note, and answers the program's question.</summary>
    /// <returns>The output of the program, the note after that, and the requests.</returns>
    internal static async Task<(string Output, string Note, IReadOnlyList<Exchange> Requests)> AskAsync(string[] command, string typed)
    {
        using var folder = new NotesFolder();
        await using ReplayServer server = await ReplayServer.StartAsync(Recording.Scripts(Program));
        SampleResult result = await SampleProcess.RunAsync([.. command, folder.Path], server, $"{Question}\n{typed}\n\n");
        Assert.Equal("", result.Error);
        Assert.Equal(0, result.ExitCode);
        return (result.Output, await File.ReadAllTextAsync(folder.Note), server.Log.All);
    }

    private static async Task<IReadOnlyList<Exchange>> RunAsync(string[] command, NotesFolder folder, string typed, params ResponseScript[] scripts)
    {
        await using ReplayServer server = await ReplayServer.StartAsync(scripts);
        SampleResult result = await SampleProcess.RunAsync([.. command, folder.Path], server, typed);
        Assert.Equal("", result.Error);
        return server.Log.All;
    }

    private static JsonElement MessagesOf(Exchange exchange) => JsonElement.Parse(exchange.Body.Span).GetProperty("messages");

    private static (string? Id, string? Content, bool IsError) ResultOf(JsonElement messages)
    {
        JsonElement result = Assert.Single(messages.EnumerateArray().Last().GetProperty("content").EnumerateArray());
        return (
            result.GetProperty("tool_use_id").GetString(),
            result.GetProperty("content").GetString(),
            result.TryGetProperty("is_error", out JsonElement isError) && isError.GetBoolean());
    }

    /// <summary>A folder with a note, which is deleted at the end.</summary>
    private sealed class NotesFolder : IDisposable
    {
        public NotesFolder() => File.WriteAllText(Note, "bread");

        public string Path { get; } = Directory.CreateTempSubdirectory("notes-").FullName;

        public string Note => System.IO.Path.Combine(Path, "shopping.txt");

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
