using System.CommandLine;
using System.Text;
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
            string text = await ReadAsync(parsed.GetRequiredValue(prompt), cancellationToken);
            return await Asking.RunAsync(client.Get(parsed), request.Get(parsed, text), modes.Get(parsed), cancellationToken);
        });
        return command;
    }

    private static async Task<string> ReadAsync(string prompt, CancellationToken cancellationToken)
    {
        if (prompt == InputArgument.StandardInputName)
        {
            using var reader = new StreamReader(new StandardInput(), Encoding.UTF8);
            prompt = await reader.ReadToEndAsync(cancellationToken);
        }

        return string.IsNullOrWhiteSpace(prompt) ? throw new InputException("the prompt is empty") : prompt;
    }
}
