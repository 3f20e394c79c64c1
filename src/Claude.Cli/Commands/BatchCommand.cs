using System.CommandLine;
using Claude.Aot;
using Claude.Aot.Batches;
using Claude.Cli.Batches;
using Claude.Cli.Output;

namespace Claude.Cli.Commands;

/// <summary><c>batch PROMPTS.jsonl --out RESULTS.jsonl</c>: runs many prompts through the Batches API.</summary>
internal static class BatchCommand
{
    private const double DefaultPollSeconds = 30;

    public static Command Create()
    {
        var prompts = new Argument<string>("PROMPTS.jsonl")
        {
            Description = """
                one request per line: {"custom_id":ID,"params":{...}}, {"custom_id":ID,"prompt":"..."}, or "...", which gets the custom_id line-1 in line 1
                """,
        };
        var output = new Option<string>("--out")
        {
            HelpName = "RESULTS.jsonl",
            Description = "file for the results, in the format of the API",
            Required = true,
        };
        Option<int?> size = NumberOption.Whole(
            "--batch-size", "N", $"maximum number of requests in a batch (default: {MessageBatchLimits.MaxRequests})", from: 1, MessageBatchLimits.MaxRequests);
        Option<double?> poll = NumberOption.Decimal(
            "--poll", "S", $"check the status of the batches every S seconds (default: {DefaultPollSeconds})", canBeZero: false);
        var adopt = new Option<string>("--adopt")
        {
            HelpName = $"ID|{LostBatch.None}",
            Description = "id of the batch that an interrupted run created without receiving its id; needed only if the command asks for it",
        };
        var command = new Command(
            "batch",
            $"""
            Runs many prompts through the Batches API, at half the price and within 24 hours. Progress goes to standard error.

            The command can be stopped at any time. Run the same command again to resume it; nothing is paid twice.
            Progress is recorded in RESULTS.jsonl{BatchSession.JournalEnd}.
            The results are in any order; those of a batch are written when the batch has ended.
            Options for the content of a request, such as --model, apply only to lines that are just a prompt.
            """)
        {
            prompts,
            output,
            size,
            poll,
            adopt,
        };
        var request = new RequestOptionSet();
        request.AddTo(command);
        var client = new ClientOptionSet();
        client.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            ProgressBar? bar = StandardError.IsTerminal ? new ProgressBar(StandardError.Writer) : null;
            Action<string> report = bar is null ? StandardError.WriteLine : line => bar.WriteAbove(() => StandardError.WriteLine(line));
            var options = new BatchRunOptions(
                TimeSpan.FromSeconds(parsed.GetValue(poll) ?? DefaultPollSeconds),
                parsed.GetValue(adopt),
                new RequestOptions { Betas = [.. request.GetBetas(parsed)] },
                report,
                bar is null ? null : bar.Show);
            MessageRequest template = request.Get(parsed);
            var file = new PromptFile(parsed.GetRequiredValue(prompts), prompt => template with { Messages = [prompt] });
            int maxRequests = parsed.GetValue(size) ?? MessageBatchLimits.MaxRequests;
            try
            {
                return await Calling.RunAsync(
                    client.Get(parsed, report),
                    api => BatchSession.RunAsync(api.Messages.Batches, file, parsed.GetRequiredValue(output), maxRequests, options, cancellationToken));
            }
            finally
            {
                bar?.Clear();
            }
        });
        return command;
    }
}
