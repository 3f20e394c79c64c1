using System.Text;
using Claude.Aot;
using Claude.Cli.IO;
using Claude.Cli.Output;

namespace Claude.Cli.Chat;

/// <summary>Reads lines until the user leaves: a line is a message to the model, or a command that begins with a slash.</summary>
internal sealed class ChatSession
{
    // A tool of this program that takes longer reads something that never ends, such as a pipe.
    private static readonly TimeSpan s_callTimeout = TimeSpan.FromSeconds(30);

    private readonly ClaudeClient _client;
    private readonly ChatConversation _conversation;
    private readonly Interruption _interruption;
    private readonly LineReader _lines;
    private readonly ChatScreen _screen = new(StandardOutput.Open());
    private readonly ChatCommands _commands;
    private readonly IReadOnlyList<ToolFunction> _tools;
    private readonly ToolRunOptions _toolOptions;

    /// <param name="client">The API.</param>
    /// <param name="conversation">The conversation, which may be empty.</param>
    /// <param name="lines">What the user types.</param>
    /// <param name="interruption">Ctrl+C.</param>
    /// <param name="hasTools">Whether the model is offered the tools of this program.</param>
    public ChatSession(ClaudeClient client, ChatConversation conversation, LineReader lines, Interruption interruption, bool hasTools)
    {
        _client = client;
        _conversation = conversation;
        _lines = lines;
        _interruption = interruption;
        _commands = new ChatCommands(conversation);
        _tools = hasTools ? new LocalTools(Environment.CurrentDirectory).Tools : [];
        _toolOptions = new ToolRunOptions
        {
            // The user is asked about one call at a time, after the text before it.
            RunSequentially = true,
            Approve = AskAsync,
            CallTimeout = s_callTimeout,
        };
    }

    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        ChatScreen.WriteNote($"{_conversation.Request.Model}; /help lists the commands");
        while (await ReadLineAsync("> ", cancellationToken) is { } line)
        {
            if (line.StartsWith('/'))
            {
                if (!await _commands.RunAsync(line, cancellationToken))
                {
                    break;
                }
            }
            else if (!string.IsNullOrWhiteSpace(line))
            {
                await AnswerAsync(line);
            }
        }

        return ExitCodes.Complete;
    }

    private async Task AnswerAsync(string prompt)
    {
        using Interruption.Part part = _interruption.StartPart();
        MessageRequest request = _conversation.Ask(prompt);
        await using ToolRun run = _client.Messages.RunTools(request, _tools, _toolOptions, cancellationToken: part.Token);
        try
        {
            await foreach (MessageStream turn in run)
            {
                await _screen.PrintAsync(turn, part.Token);
            }

            StandardError.WriteLine(Summary.Of(await run.GetFinalMessageAsync(part.Token)));
        }
        catch (Exception e) when (Failure.Explains(e))
        {
            Failure.From(e).Report();
        }

        if (run.Messages.Count > request.Messages.Count)
        {
            _conversation.Continue(run.Messages);
        }
        else
        {
            StandardError.WriteLine("the message has no answer, so it is not part of the conversation");
        }
    }

    private async ValueTask<ToolDecision> AskAsync(ToolCall call, CancellationToken cancellationToken)
    {
        string input = ChatScreen.Shorten(Encoding.UTF8.GetString(call.Input.Utf8));
        string? answer = await ReadLineAsync($"Claude wants to use {call.Name} with {input}. Allow? [y/N] ", cancellationToken);
        return answer?.Trim().ToUpperInvariant() is "Y" or "YES" ? ToolDecision.Run : ToolDecision.Deny("The user did not allow this call.");
    }

    private async Task<string?> ReadLineAsync(string question, CancellationToken cancellationToken)
    {
        ChatScreen.Ask(question);
        try
        {
            if (await _lines.ReadLineAsync(cancellationToken) is { } line)
            {
                return line;
            }
        }
        catch (OperationCanceledException)
        {
            // The terminal shows ^C after the question.
            ChatScreen.EndQuestion();
            throw;
        }

        ChatScreen.EndQuestion();
        return null;
    }
}
