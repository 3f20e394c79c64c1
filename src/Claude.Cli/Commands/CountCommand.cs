using System.CommandLine;
using System.Text;
using System.Text.Json;
using Claude.Aot;
using Claude.Cli.IO;
using Claude.Cli.Output;

namespace Claude.Cli.Commands;

/// <summary><c>count "PROMPT"|-</c> or <c>count --request FILE</c>: counts the input tokens of a request without running it.</summary>
internal static class CountCommand
{
    public static Command Create()
    {
        var prompt = new Argument<string?>("PROMPT|-") { Description = "what would be asked, or - for standard input", Arity = ArgumentArity.ZeroOrOne };
        var file = new Option<string>("--request") { HelpName = "FILE", Description = "a whole request as JSON, instead of a prompt" };
        var command = new Command("count", "Prints how many input tokens a request has. Nothing is asked, and nothing has to be paid.") { prompt, file };
        command.Validators.Add(result =>
        {
            if (result.GetValue(prompt) is null == result.GetValue(file) is null)
            {
                result.AddError("count needs a prompt or --request, and not both");
            }
        });
        var request = new RequestOptionSet();
        request.AddTo(command);
        var client = new ClientOptionSet();
        client.AddTo(command);
        command.SetAction((parsed, cancellationToken) => Calling.RunAsync(client.Get(parsed), async api =>
        {
            MessageRequest counted = parsed.GetValue(file) is { } path
                ? await ReadAsync(path, cancellationToken)
                : request.Get(parsed, await InputArgument.ReadTextAsync(parsed.GetValue(prompt)!, cancellationToken));
            TokenCount count = await api.Messages.CountTokensAsync(counted, new RequestOptions { Betas = [.. request.GetBetas(parsed)] }, cancellationToken);
            StandardOutput.Open().Write(Encoding.UTF8.GetBytes($"{count.InputTokens}\n"));
            return ExitCodes.Complete;
        }));
        return command;
    }

    private static async Task<MessageRequest> ReadAsync(string path, CancellationToken cancellationToken)
    {
        await using Stream file = InputArgument.Open(path);
        using var json = new MemoryStream();
        await file.CopyToAsync(json, cancellationToken);
        try
        {
            return Read(json.GetBuffer().AsSpan(0, (int)json.Length));
        }
        catch (JsonException)
        {
            throw new InputException($"{path} is no request in JSON");
        }
    }

    private static MessageRequest Read(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        MessageRequest request = MessageRequest.Read(ref reader);
        return request.RawJson.Kind == JsonValueKind.Object ? request : throw new JsonException();
    }
}
