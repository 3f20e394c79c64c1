// An assistant that keeps notes: it lists, reads and writes them with tools, asks before it writes one, and remembers the conversation when it starts again.
// Prints a prompt, the response to each line that you type, and a line for each call. An empty line ends the program.
#:project ../src/Claude.Aot/Claude.Aot.csproj

using System.ComponentModel.DataAnnotations;
using Claude.Aot;

var notes = new Notes(Directory.CreateDirectory(args is [string folder] ? folder : "notes").FullName);
string history = Path.Combine(notes.Folder, "history.jsonl");

// A line of the file is a message as it is sent, with its calls and results.
List<InputMessage> conversation = File.Exists(history) ? [.. File.ReadLines(history).Select(ClaudeJson.Parse<InputMessage>)] : [];

var options = new ToolRunOptions
{
    RunSequentially = true,                                            // calls wait for the end of the text, so that a question never interrupts it
    Approve = (call, _) => new(call.Name != "write_note" || Confirm($"{call.Name} {call.Input}") ? ToolDecision.Run : ToolDecision.Deny("The user said no.")),
    OnCallEnded = result => Console.WriteLine($"[{result.Call.Name}: {result.Outcome}]"),
};

using var client = new ClaudeClient();
while (true)
{
    Console.Write("> ");
    if (Console.ReadLine() is not { Length: > 0 } line)
        break;

    var request = new MessageRequest
    {
        Model = ClaudeModel.Sonnet55,
        MaxTokens = 4096,
        System = "You keep the user's notes. Look into them before you answer. Be brief.",
        Messages = [.. conversation, line],
    };
    await using ToolRun run = client.Messages.RunTools(request, notes.Tools, options);
    try
    {
        await foreach (MessageStream turn in run)
        {
            await foreach (string text in turn.ReadTextAsync())
                Console.Write(text);
            Console.WriteLine();
        }
    }
    catch (ClaudeException e)
    {
        Console.WriteLine($"[{e.Message}]");
    }

    // However the run ended, its messages can be sent again: every call in them has a result.
    conversation = [.. run.Messages];
    await File.WriteAllLinesAsync(history, conversation.Select(message => message.ToJson()));
}

static bool Confirm(string action)
{
    Console.Write($"{action}? [y/N] ");
    return Console.ReadLine() is "y" or "Y";
}

/// <summary>Notes, which are text files in a folder.</summary>
sealed partial class Notes(string folder)
{
    // The only names that a tool accepts: with them, no path leads out of the folder.
    private const string Name = "[a-z0-9-]+";

    public string Folder => folder;

    /// <summary>Lists the names of all notes.</summary>
    [ClaudeTool]
    public IEnumerable<string> ListNotes() => Directory.GetFiles(folder, "*.txt").Select(file => Path.GetFileNameWithoutExtension(file)).Order();

    /// <summary>Reads a note.</summary>
    [ClaudeTool]
    public Task<string> ReadNoteAsync([RegularExpression(Name)] string name, CancellationToken cancellationToken) =>
        File.Exists(PathOf(name)) ? File.ReadAllTextAsync(PathOf(name), cancellationToken) : throw new ToolErrorException($"There is no note '{name}'.");

    /// <summary>Creates or replaces a note.</summary>
    /// <param name="name">Its name: lower-case letters, digits and hyphens.</param>
    /// <param name="text">The whole new text.</param>
    [ClaudeTool]
    public Task WriteNoteAsync([RegularExpression(Name)] string name, [StringLength(10_000)] string text, CancellationToken cancellationToken) =>
        File.WriteAllTextAsync(PathOf(name), text, cancellationToken);

    private string PathOf(string name) => Path.Combine(folder, $"{name}.txt");
}
