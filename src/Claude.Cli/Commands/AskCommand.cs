using System.CommandLine;
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
            "ask", "Sends a prompt to Claude and prints the response as it arrives. The usage and the stop reason go to standard error.")
        {
            prompt,
        };
        var request = new RequestOptionSet();
        request.AddTo(command);
        var client = new ClientOptionSet();
        client.AddTo(command);
        var modes = new OutputModeOptions(OutputMode.Text);
        modes.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            string text = await InputArgument.ReadTextAsync(parsed.GetRequiredValue(prompt), cancellationToken);
            return string.IsNullOrWhiteSpace(text)
                ? throw new InputException("the prompt is empty")
                : await Asking.RunAsync(client.Get(parsed), request.Get(parsed, text), modes.Get(parsed), cancellationToken);
        });
        return command;
    }
}
