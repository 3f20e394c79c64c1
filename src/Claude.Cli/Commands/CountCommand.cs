using System.CommandLine;
using System.Text;
using Claude.Aot;
using Claude.Cli.IO;
using Claude.Cli.Output;

namespace Claude.Cli.Commands;

/// <summary><c>count "PROMPT"|-</c> or <c>count --request FILE</c>: counts the input tokens of a request without running it.</summary>
internal static class CountCommand
{
    public static Command Create()
    {
        var prompt = new Argument<string?>("PROMPT|-") { Description = "the prompt, or - for standard input", Arity = ArgumentArity.ZeroOrOne };
        var file = new Option<string>("--request") { HelpName = "FILE", Description = "file with a complete request as JSON, instead of a prompt" };
        var command = new Command("count", "Prints the number of input tokens of a request. The request is not run and costs nothing.") { prompt, file };
        command.Validators.Add(result =>
        {
            if (result.GetValue(prompt) is null == result.GetValue(file) is null)
            {
                result.AddError("count needs either a prompt or --request");
            }
        });
        var request = new RequestOptionSet();
        request.AddTo(command);
        var client = new ClientOptionSet();
        client.AddTo(command);
        command.SetAction((parsed, cancellationToken) => Calling.RunAsync(client.Get(parsed), async api =>
        {
            MessageRequest counted = parsed.GetValue(file) is { } path
                ? await RequestFile.ReadAsync(path, cancellationToken)
                : request.Get(parsed, await InputArgument.ReadTextAsync(parsed.GetValue(prompt)!, cancellationToken));
            TokenCount count = await api.Messages.CountTokensAsync(counted, new RequestOptions { Betas = [.. request.GetBetas(parsed)] }, cancellationToken);
            StandardOutput.Open().Write(Encoding.UTF8.GetBytes($"{count.InputTokens}\n"));
            return ExitCodes.Complete;
        }));
        return command;
    }
}
