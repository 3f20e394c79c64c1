using System.Globalization;
using Claude.Aot;

namespace Claude.Cli.Batches;

/// <summary>Looks for a batch that an interrupted run may have created without learning its id.</summary>
internal static class LostBatch
{
    /// <summary>The word that says that there is none.</summary>
    public const string None = "none";

    // How much the clocks of this machine and of the API may differ.
    private static readonly TimeSpan s_skew = TimeSpan.FromMinutes(5);

    /// <param name="batches">The API.</param>
    /// <param name="part">What the batch holds.</param>
    /// <param name="known">The ids of batches that are others.</param>
    /// <param name="cancellationToken">Stops looking.</param>
    /// <returns>Its id; null where there is certainly none in the list.</returns>
    /// <exception cref="InputException">Several could be it.</exception>
    public static async Task<string?> FindAsync(MessageBatchesClient batches, BatchPart part, IReadOnlyCollection<string> known, CancellationToken cancellationToken)
    {
        DateTimeOffset earliest = part.CreatingSince!.Value - s_skew;
        var found = new List<string>();
        await foreach (MessageBatch batch in batches.ListAsync(new PageOptions { Limit = 100 }, cancellationToken: cancellationToken))
        {
            if (DateTimeOffset.TryParse(batch.CreatedAt, CultureInfo.InvariantCulture, out DateTimeOffset created) && created < earliest)
            {
                break;
            }

            if (batch.RequestCounts.Total == part.Count && !known.Contains(batch.Id))
            {
                found.Add(batch.Id);
            }
        }

        return found.Count <= 1
            ? found.SingleOrDefault()
            : throw new InputException(
                $"a run was interrupted while it created a batch of {part.Count} requests, and each of these could be it: {string.Join(", ", found)}. Say which with --adopt ID, or --adopt {None} to create it anew");
    }
}
