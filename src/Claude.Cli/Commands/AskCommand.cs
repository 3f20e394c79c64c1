using System.CommandLine;
using Claude.Aot;
using Claude.Cli.Attachments;
using Claude.Cli.IO;
using Claude.Cli.Output;

namespace Claude.Cli.Commands;

/// <summary><c>ask "PROMPT"|-</c>: sends a prompt to the API.</summary>
internal static class AskCommand
{
    public static Command Create()
    {
        var prompt = new Argument<string>("PROMPT|-") { Description = "the prompt, or - for standard input" };
        var command = new Command(
            "ask",
            """
            Sends a prompt to Claude and prints the response as it arrives. The usage and the stop reason go to standard error.

            If standard input is not a terminal, its text is sent before the prompt: git diff | claude-aot ask "Review this change".
            """)
        {
            prompt,
        };
        Option<string[]> files = FileOption.Create();
        var quiet = new Option<bool>("--quiet", "-q") { Description = "print only the answer, without the usage" };
        var record = new Option<string>("--record") { HelpName = "FILE", Description = "write the response as it is received to a file, for replay and serve" };
        foreach (Option option in (Option[])[files, record, quiet])
        {
            command.Add(option);
        }

        var request = new RequestOptionSet();
        request.AddTo(command);
        var client = new ClientOptionSet();
        client.AddTo(command);
        var modes = new OutputModeOptions(OutputMode.Text);
        modes.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            AnswerOptions answer = modes.Get(parsed) with { IsQuiet = parsed.GetValue(quiet) };
            ClaudeClientOptions options = client.Get(parsed, answer.IsQuiet ? null : StandardError.WriteLine);
            InputMessage message = await ReadAsync(parsed.GetRequiredValue(prompt), parsed.GetValue(files) ?? [], cancellationToken);
            MessageRequest content = request.Get(parsed, message);
            using BodyRecorder? recorder = parsed.GetValue(record) is { } path ? BodyRecorder.Create(path, options) : null;
            options.HttpHandler = recorder;
            return await Asking.RunAsync(options, content, answer, cancellationToken);
        });
        return command;
    }

    private static async Task<InputMessage> ReadAsync(string prompt, IEnumerable<string> files, CancellationToken cancellationToken)
    {
        string text = await InputArgument.ReadTextAsync(prompt, cancellationToken);
        if (string.IsNullOrWhiteSpace(text))
        {
            throw new InputException("the prompt is empty");
        }

        IReadOnlyList<ContentBlock> blocks = await Prompt.ReadFilesAsync(files, cancellationToken);
        // The text of standard input is either the prompt or its context.
        string? context = prompt == InputArgument.StandardInputName ? null : await InputArgument.ReadContextAsync(cancellationToken);
        return Prompt.Create(text, blocks, context);
    }
}
