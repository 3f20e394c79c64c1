using System.Runtime.CompilerServices;
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
                options.Report($"found {found}, which the run before may have created ({Describe(part)}): its results will prove it");
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
                throw new InputException("the server's answer to the creation has no batch id, so that nobody knows whether there is a batch. Run the same command again: it looks into the list of batches first");
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
                options.Report($"line {line.Number} of the results of {part.Id} cannot be read: {error}");
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

    /// <summary>The batch that was found is somebody else's, so the part's own was never created.</summary>
    /// <exception cref="InputException">The batch was not found but created: its results should be there.</exception>
    private void Disown(BatchPart part)
    {
        results.CutTo(journal.ResultsLength);
        if (!part.IsFound)
        {
            throw new InputException($"the results of {part.Id} name requests that are not in it: the server mixed batches up, and nothing of them was written");
        }

        options.Report($"{part.Id} holds other requests: it was not created by the run before");
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

    /// <summary>The requests of a part under the names of this run.</summary>
    /// <exception cref="PromptsChangedException">They are not those of the plan any more.</exception>
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

        // Before the body has ended: the request is given up then, and no batch comes of it.
        if (hash.Take() != part.Fingerprint)
        {
            throw new PromptsChangedException();
        }
    }

    private IAsyncEnumerable<MessageBatchRequest> RequestsOf(BatchPart part, CancellationToken cancellationToken) =>
        prompts.ReadAsync(cancellationToken).Skip(part.First).Take(part.Count);

    private string Describe(BatchPart part) => $"{part.Count} requests, batch {part.Number} of {plan.Parts.Count}";
}
