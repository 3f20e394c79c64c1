using System.Globalization;
using Claude.Aot;
using Claude.Aot.Batches;

namespace Claude.Cli.Batches;

/// <summary>
/// Searches for a batch that an interrupted run may have created without receiving its id. The names of its requests prove that it is the right batch. Only the
/// results of a batch contain these names, and they are available only when the batch has ended.
/// </summary>
internal static class LostBatch
{
    /// <summary>The value of <c>--adopt</c> that means that there is no such batch.</summary>
    public const string None = "none";

    // The maximum difference between the clocks of this machine and of the API.
    private static readonly TimeSpan s_skew = TimeSpan.FromMinutes(5);

    /// <param name="batches">The API.</param>
    /// <param name="part">The requests of the batch.</param>
    /// <param name="names">The names of the run's requests.</param>
    /// <param name="known">The ids of batches that are known to be other batches.</param>
    /// <param name="cancellationToken">Cancels the search.</param>
    /// <returns>The id of the batch, or of the only batch that could be it; null if the list certainly does not contain it.</returns>
    /// <exception cref="InputException">Several batches could be it, and none of them has ended.</exception>
    public static async Task<string?> FindAsync(
        MessageBatchesClient batches, BatchPart part, RequestNames names, IReadOnlyCollection<string> known, CancellationToken cancellationToken)
    {
        DateTimeOffset earliest = part.CreatingSince!.Value - s_skew;
        var unproven = new List<string>();
        await foreach (MessageBatch batch in batches.ListAsync(new PageOptions { Limit = 100 }, cancellationToken: cancellationToken))
        {
            if (DateTimeOffset.TryParse(batch.CreatedAt, CultureInfo.InvariantCulture, out DateTimeOffset created) && created < earliest)
            {
                break;
            }

            if (batch.RequestCounts.Total != part.Count || known.Contains(batch.Id))
            {
                continue;
            }

            switch (batch.ProcessingStatus == MessageBatchStatus.Ended ? await IsOfRunAsync(batches, batch.Id, names, cancellationToken) : null)
            {
                case true:
                    return batch.Id;
                case null:
                    unproven.Add(batch.Id);
                    break;
            }
        }

        return unproven.Count <= 1
            ? unproven.SingleOrDefault()
            : throw new InputException(
                $"a run was interrupted while it created a batch of {part.Count} requests, and each of these could be that batch: "
                + $"{string.Join(", ", unproven)}. "
                + $"Run the command again when they have ended, name the batch with --adopt ID, or use --adopt {None} to create it again");
    }

    /// <summary>Determines whether this run created a batch that has ended. Returns null if its results do not prove it.</summary>
    private static async Task<bool?> IsOfRunAsync(MessageBatchesClient batches, string id, RequestNames names, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (MessageBatchResultLine line in batches.GetResultsAsync(id, cancellationToken: cancellationToken))
            {
                if (line.CustomId is { } name)
                {
                    return names.TryGetPosition(name, out _);
                }
            }
        }
        catch (ClaudeException)
        {
            // The results may be deleted or broken. They prove nothing in that case.
        }

        return null;
    }
}
