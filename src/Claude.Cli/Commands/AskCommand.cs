using System.CommandLine;
using Claude.Cli.IO;
using Claude.Cli.Output;

namespace Claude.Cli.Commands;

/// <summary><c>ask "PROMPT"|-</c>: asks the API.</summary>
internal static class AskCommand
{
    public static Command Create()
    {
        var prompt = new Argument<string>("PROMPT|-") { Description = "what to ask, or - for standard input" };
        var command = new Command("ask", "Asks Claude and prints the answer as it arrives; usage and stop reason go to standard error.") { prompt };
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
