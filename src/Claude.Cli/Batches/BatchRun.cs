using System.Runtime.CompilerServices;
using Claude.Aot;
using Claude.Aot.Batches;

namespace Claude.Cli.Batches;

/// <summary>Runs a plan: creates the missing batches, waits until they have ended, and writes their results to the file.</summary>
internal sealed class BatchRun(
    MessageBatchesClient batches, PromptFile prompts, BatchPlan plan, BatchJournal journal, ResultsFile results, BatchRunOptions options)
{
    private readonly Dictionary<string, string> _reported = [];

    // The number of results of each batch.
    private readonly Dictionary<string, long> _done = plan.Parts
        .Where(part => part is { Id: not null, Tally: not null })
        .ToDictionary(part => part.Id!, part => (long)part.Count);

    // Batches whose results showed that this run did not create them.
    private readonly HashSet<string> _disowned = [];

    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        while (plan.Parts.Any(part => part.Tally is null))
        {
            await CreateAllAsync(cancellationToken);
            bool hasFinished = await CollectAllAsync(cancellationToken);
            if (!hasFinished)
            {
                await Task.Delay(options.PollInterval, cancellationToken);
            }
        }

        BatchTally tally = plan.Parts.Aggregate(default(BatchTally), (sum, part) => sum.Add(part.Tally!.Value));
        options.Report($"{tally.Results} results: {tally}");
        return tally.BadLines == 0 ? ExitCodes.Complete : ExitCodes.BrokenStream;
    }

    private async Task CreateAllAsync(CancellationToken cancellationToken)
    {
        foreach (BatchPart part in plan.Parts.Where(part => part.Id is null))
        {
            string? found = part.CreatingSince is null ? null : await FindAsync(part, cancellationToken);
            if (found is null)
            {
                await CreateAsync(part, cancellationToken);
            }
            else
            {
                journal.Created(part, found, isFound: true);
                options.Report($"found {found}, which the previous run may have created ({Describe(part)}); its results will prove it");
            }
        }
    }

    private Task<string?> FindAsync(BatchPart part, CancellationToken cancellationToken) => options.Adopt switch
    {
        null => LostBatch.FindAsync(batches, part, journal.Names, [.. plan.Parts.Select(other => other.Id).OfType<string>(), .. _disowned], cancellationToken),
        LostBatch.None => Task.FromResult<string?>(null),
        { } id => Task.FromResult<string?>(id),
    };

    private async Task CreateAsync(BatchPart part, CancellationToken cancellationToken)
    {
        journal.Creating(part);
        try
        {
            MessageBatch batch = await batches.CreateAsync(SendAsync(part, cancellationToken), options.Request, cancellationToken);
            if (string.IsNullOrEmpty(batch.Id))
            {
                throw new InputException(
                    "the server's response has no batch id, so it is unknown whether the batch was created. "
                    + "Run the same command again; it searches the list of batches first");
            }

            journal.Created(part, batch.Id, isFound: false);
            options.Report($"created {batch.Id} ({Describe(part)})");
        }
        catch (Exception e) when (e is ClaudeApiException { Status: >= 400 and < 500 or 529 } or ArgumentException or PromptsChangedException)
        {
            journal.Refused(part);
            throw;
        }
    }

    private async Task<bool> CollectAllAsync(CancellationToken cancellationToken)
    {
        bool hasFinished = false;
        foreach (BatchPart part in plan.Parts.Where(part => part is { Id: not null, Tally: null }))
        {
            MessageBatch batch = await batches.GetAsync(part.Id!, cancellationToken: cancellationToken);
            Report(batch);
            if (batch.ProcessingStatus == MessageBatchStatus.Ended)
            {
                await WriteAsync(part, cancellationToken);
                hasFinished = true;
            }
        }

        return hasFinished;
    }

    private async Task WriteAsync(BatchPart part, CancellationToken cancellationToken)
    {
        string[] names = await RequestsOf(part, cancellationToken).Select(request => request.CustomId).ToArrayAsync(cancellationToken);
        var tally = default(BatchTally);
        await foreach (MessageBatchResultLine line in batches.GetResultsAsync(part.Id!, cancellationToken: cancellationToken))
        {
            if (line.Error is { } error)
            {
                options.Report($"line {line.Number} of the results of {part.Id} is not a valid result and is skipped: {error}");
            }
            else if (journal.Names.TryGetPosition(line.CustomId!, out int position) && position >= part.First && position < part.First + part.Count)
            {
                results.WriteLine(RequestNames.Rename(line.RawLine.Span, names[position - part.First]));
            }
            else
            {
                Disown(part);
                return;
            }

            tally = tally.Add(line);
        }

        results.Flush();
        journal.Written(part, tally, results.Length);
        options.Report($"wrote the results of {part.Id} ({tally})");
    }

    /// <summary>Discards a batch that was found but was not created by this run. The batch of the part was therefore never created.</summary>
    /// <exception cref="InputException">This run created the batch itself, so its results should be those of the part.</exception>
    private void Disown(BatchPart part)
    {
        results.CutTo(journal.ResultsLength);
        if (!part.IsFound)
        {
            throw new InputException(
                $"the results of {part.Id} contain requests that are not in the batch, so the server mixed up batches. None of these results was written");
        }

        options.Report($"{part.Id} contains other requests, so the previous run did not create it");
        _disowned.Add(part.Id!);
        journal.Refused(part);
    }

    private void Report(MessageBatch batch)
    {
        long done = batch.RequestCounts.Total - batch.RequestCounts.Processing;
        if (options.ReportProgress is { } show)
        {
            _done[batch.Id] = done;
            show(_done.Values.Sum(), plan.Parts.Sum(part => part.Count));
            return;
        }

        string status = $"{batch.Id}: {batch.ProcessingStatus}, {done} of {batch.RequestCounts.Total} requests have a result";
        if (_reported.GetValueOrDefault(batch.Id) != status)
        {
            _reported[batch.Id] = status;
            options.Report(status);
        }
    }

    /// <summary>Returns the requests of a part, under the names of this run.</summary>
    /// <exception cref="PromptsChangedException">The requests differ from those of the plan.</exception>
    private async IAsyncEnumerable<MessageBatchRequest> SendAsync(BatchPart part, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var hash = new RequestHash();
        int position = part.First;
        await foreach (MessageBatchRequest request in RequestsOf(part, cancellationToken))
        {
            hash.Measure(request);
            hash.Add();
            yield return new MessageBatchRequest(journal.Names.Of(position++), request.Params) { Extra = request.Extra };
        }

        // This check runs before the body has ended. The exception aborts the request, so no batch is created.
        if (hash.Take() != part.Fingerprint)
        {
            throw new PromptsChangedException();
        }
    }

    private IAsyncEnumerable<MessageBatchRequest> RequestsOf(BatchPart part, CancellationToken cancellationToken) =>
        prompts.ReadAsync(cancellationToken).Skip(part.First).Take(part.Count);

    private string Describe(BatchPart part) => $"{part.Count} requests, batch {part.Number} of {plan.Parts.Count}";
}
