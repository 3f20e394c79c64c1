using Claude.Aot.Batches;
using Claude.Cli.Output;

namespace Claude.Cli.Batches;

/// <summary>Runs the command once: starts a new run, or resumes the run that is recorded in the journal next to the results.</summary>
internal static class BatchSession
{
    /// <summary>The suffix that is added to the name of the results file to get the name of the journal.</summary>
    public const string JournalEnd = ".journal";

    /// <param name="batches">The API.</param>
    /// <param name="prompts">The requests.</param>
    /// <param name="output">The path of the results file.</param>
    /// <param name="maxRequests">The maximum number of requests in one batch.</param>
    /// <param name="options">The options of the run.</param>
    /// <param name="cancellationToken">Cancels the run.</param>
    /// <returns>The exit code.</returns>
    /// <exception cref="InputException">There are no requests, or the existing files belong to other requests.</exception>
    /// <exception cref="OutputException">A file cannot be written, for example because the disk is full.</exception>
    public static async Task<int> RunAsync(
        MessageBatchesClient batches, PromptFile prompts, string output, int maxRequests, BatchRunOptions options, CancellationToken cancellationToken)
    {
        BatchPlan plan = await BatchPlan.CreateAsync(prompts, maxRequests, cancellationToken);
        bool isNew = !File.Exists(output + JournalEnd);
        long length = File.Exists(output) ? new FileInfo(output).Length : -1;
        if (isNew && length >= 0)
        {
            throw new InputException($"{output} already exists, but has no journal. Use another --out, or delete the file");
        }

        using BatchJournal journal = BatchJournal.Open(output + JournalEnd, plan, isNew);
        if (length > journal.ResultsLength && !plan.Parts.Any(part => part is { Id: not null, Tally: null }))
        {
            throw new InputException(
                $"{output} is longer than its journal records, although no batch was being written, so the journal was emptied or has lost lines. "
                + "Nothing was changed. Use another --out, or delete both files");
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
            options.Report("run the same command again to resume");
            return failure.ExitCode;
        }
    }
}
