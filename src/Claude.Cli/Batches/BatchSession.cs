using Claude.Aot;
using Claude.Cli.Output;

namespace Claude.Cli.Batches;

/// <summary>One run of the command: begins or resumes what stands in the journal beside the results.</summary>
internal static class BatchSession
{
    /// <summary>What the journal's name has behind that of the results.</summary>
    public const string JournalEnd = ".journal";

    /// <param name="batches">The API.</param>
    /// <param name="prompts">The requests.</param>
    /// <param name="output">The file of results.</param>
    /// <param name="maxRequests">The most requests of one batch.</param>
    /// <param name="options">How to go about it.</param>
    /// <param name="cancellationToken">Stops the run.</param>
    /// <returns>The exit code.</returns>
    /// <exception cref="InputException">There are no requests, or the files are of others.</exception>
    /// <exception cref="OutputException">The disk takes no more.</exception>
    public static async Task<int> RunAsync(
        MessageBatchesClient batches, PromptFile prompts, string output, int maxRequests, BatchRunOptions options, CancellationToken cancellationToken)
    {
        BatchPlan plan = await BatchPlan.CreateAsync(prompts, maxRequests, cancellationToken);
        bool isNew = !File.Exists(output + JournalEnd);
        long length = File.Exists(output) ? new FileInfo(output).Length : -1;
        if (isNew && length >= 0)
        {
            throw new InputException($"{output} is there already, and no journal says what it is: give another name, or delete it");
        }

        using BatchJournal journal = BatchJournal.Open(output + JournalEnd, plan, isNew);
        if (length > journal.ResultsLength && !plan.Parts.Any(part => part is { Id: not null, Tally: null }))
        {
            throw new InputException(
                $"{output} has more in it than its journal says, and no batch was being written: the journal was emptied or has lost lines. Nothing was changed. Give another name to --out, or delete both files");
        }

        using ResultsFile results = ResultsFile.Open(output, journal.ResultsLength);
        try
        {
            return await new BatchRun(batches, prompts, plan, journal, results, options).RunAsync(cancellationToken);
        }
        catch (Exception e) when (Failure.Explains(e))
        {
            Failure failure = Failure.From(e);
            options.Report(failure.Reason);
            options.Report("run the same command again to go on");
            return failure.ExitCode;
        }
    }
}
