using Claude.Aot;

namespace Claude.Cli.Batches;

/// <summary>Brings every part of a plan from where it is to its results in the file.</summary>
internal sealed class BatchRun(MessageBatchesClient batches, PromptFile prompts, BatchPlan plan, BatchJournal journal, ResultsFile results, BatchRunOptions options)
{
    private readonly Dictionary<string, string> _reported = [];

    // Batches that have turned out to be somebody else's.
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
                options.Report($"found {found}, which the run before had created ({Describe(part)})");
            }
        }
    }

    private Task<string?> FindAsync(BatchPart part, CancellationToken cancellationToken) => options.Adopt switch
    {
        null => LostBatch.FindAsync(batches, part, [.. plan.Parts.Select(other => other.Id).OfType<string>(), .. _disowned], cancellationToken),
        LostBatch.None => Task.FromResult<string?>(null),
        { } id => Task.FromResult<string?>(id),
    };

    private async Task CreateAsync(BatchPart part, CancellationToken cancellationToken)
    {
        journal.Creating(part);
        try
        {
            MessageBatch batch = await batches.CreateAsync(RequestsOf(part, cancellationToken), options.Request, cancellationToken);
            journal.Created(part, batch.Id, isFound: false);
            options.Report($"created {batch.Id} ({Describe(part)})");
        }
        catch (Exception e) when (e is ClaudeApiException { Status: >= 400 and < 500 or 529 } or ArgumentException or InputException)
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
        HashSet<string>? names = part.IsFound ? await RequestsOf(part, cancellationToken).Select(request => request.CustomId).ToHashSetAsync(cancellationToken: cancellationToken) : null;
        var tally = default(BatchTally);
        await foreach (MessageBatchResultLine line in batches.ResultsAsync(part.Id!, cancellationToken: cancellationToken))
        {
            if (names is not null && line.CustomId is { } name && !names.Contains(name))
            {
                Disown(part);
                return;
            }

            tally = tally.Add(line);
            if (line.Error is { } error)
            {
                options.Report($"line {line.Number} of the results of {part.Id} cannot be read: {error}");
            }
            else
            {
                results.WriteLine(line.RawLine);
            }
        }

        results.Flush();
        journal.Written(part, tally, results.Length);
        options.Report($"wrote the results of {part.Id} ({tally})");
    }

    /// <summary>The batch that was found is somebody else's, so the part's own was never created.</summary>
    private void Disown(BatchPart part)
    {
        options.Report($"{part.Id} holds other requests: it was not created by the run before");
        results.CutTo(journal.ResultsLength);
        _disowned.Add(part.Id!);
        journal.Refused(part);
    }

    private void Report(MessageBatch batch)
    {
        string status = $"{batch.Id}: {batch.ProcessingStatus}, {batch.RequestCounts.Total - batch.RequestCounts.Processing} of {batch.RequestCounts.Total} requests have a result";
        if (_reported.GetValueOrDefault(batch.Id) != status)
        {
            _reported[batch.Id] = status;
            options.Report(status);
        }
    }

    private IAsyncEnumerable<MessageBatchRequest> RequestsOf(BatchPart part, CancellationToken cancellationToken) =>
        prompts.ReadAsync(cancellationToken).Skip(part.First).Take(part.Count);

    private string Describe(BatchPart part) => $"{part.Count} requests, batch {part.Number} of {plan.Parts.Count}";
}
