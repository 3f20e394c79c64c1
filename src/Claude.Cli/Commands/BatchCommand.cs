using System.CommandLine;
using Claude.Aot;
using Claude.Cli.Batches;
using Claude.Cli.Output;

namespace Claude.Cli.Commands;

/// <summary><c>batch PROMPTS.jsonl --out RESULTS.jsonl</c>: has many prompts answered in batches.</summary>
internal static class BatchCommand
{
    private const double DefaultPollSeconds = 30;

    public static Command Create()
    {
        var prompts = new Argument<string>("PROMPTS.jsonl")
        {
            Description = """the requests, one per line: {"custom_id":ID,"params":{...}}, {"custom_id":ID,"prompt":"..."} or "...", which is called line-1 where it is in line 1""",
        };
        var output = new Option<string>("--out") { HelpName = "RESULTS.jsonl", Description = "where the results go, in the form in which the API gives them", Required = true };
        Option<int?> size = NumberOption.Whole("--batch-size", "N", $"at most N requests in a batch (default: {MessageBatchLimits.MaxRequests})", from: 1, MessageBatchLimits.MaxRequests);
        Option<double?> poll = NumberOption.Decimal("--poll", "S", $"ask every S seconds how far the batches are (default: {DefaultPollSeconds})", canBeZero: false);
        var adopt = new Option<string>("--adopt") { HelpName = $"ID|{LostBatch.None}", Description = "the batch that an interrupted run has created without learning its id, where the API's list does not tell" };
        var command = new Command(
            "batch",
            $"""
            Has many prompts answered in batches, at half the price and within 24 hours. Progress goes to standard error.

            It can be stopped at any time: the same command goes on where it was and pays for nothing twice. What was done stands in RESULTS.jsonl{BatchSession.JournalEnd}. Results come in any order; those of
            a batch are written when it has ended. Options that say what to ask hold for the lines that are just a prompt.
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
        command.SetAction((parsed, cancellationToken) => Calling.RunAsync(client.Get(parsed), async api =>
        {
            var file = new PromptFile(parsed.GetRequiredValue(prompts), prompt => request.Get(parsed, prompt));
            var options = new BatchRunOptions(
                TimeSpan.FromSeconds(parsed.GetValue(poll) ?? DefaultPollSeconds), parsed.GetValue(adopt), new RequestOptions { Betas = [.. request.GetBetas(parsed)] }, StandardError.WriteLine);
            return await BatchSession.RunAsync(
                api.Messages.Batches, file, parsed.GetRequiredValue(output), parsed.GetValue(size) ?? MessageBatchLimits.MaxRequests, options, cancellationToken);
        }));
        return command;
    }
}
