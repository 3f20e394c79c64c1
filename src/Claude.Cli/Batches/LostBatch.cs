using System.Globalization;
using Claude.Aot;

namespace Claude.Cli.Batches;

/// <summary>
/// Looks for a batch that an interrupted run may have created without learning its id. The names of its requests prove that it is the one, but only its results tell them, and those
/// are there when it has ended.
/// </summary>
internal static class LostBatch
{
    /// <summary>The word that says that there is none.</summary>
    public const string None = "none";

    // How much the clocks of this machine and of the API may differ.
    private static readonly TimeSpan s_skew = TimeSpan.FromMinutes(5);

    /// <param name="batches">The API.</param>
    /// <param name="part">What the batch holds.</param>
    /// <param name="names">The names of the run's requests.</param>
    /// <param name="known">The ids of batches that are others.</param>
    /// <param name="cancellationToken">Stops looking.</param>
    /// <returns>Its id, or that of the only batch that could be it; null if there is certainly none in the list.</returns>
    /// <exception cref="InputException">Several could be it, and none has ended.</exception>
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
                $"a run was interrupted while it created a batch of {part.Count} requests, and each of these could be it: {string.Join(", ", unproven)}. Run the command again when they have ended, say which it is with --adopt ID, or use --adopt {None} to create it again");
    }

    /// <summary>Whether a batch that has ended was created by this run; null if its results do not tell.</summary>
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
            // Results may be gone or broken. Then nothing is proven.
        }

        return null;
    }
}
