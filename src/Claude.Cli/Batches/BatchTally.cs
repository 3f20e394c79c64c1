using Claude.Aot.Batches;

namespace Claude.Cli.Batches;

/// <summary>The number of results of each kind.</summary>
internal readonly record struct BatchTally(long Succeeded, long Errored, long Canceled, long Expired, long Other, long BadLines)
{
    public long Results => Succeeded + Errored + Canceled + Expired + Other;

    public BatchTally Add(MessageBatchResultLine line) => line.Result switch
    {
        null => this with { BadLines = BadLines + 1 },
        MessageBatchSucceededResult => this with { Succeeded = Succeeded + 1 },
        MessageBatchErroredResult => this with { Errored = Errored + 1 },
        MessageBatchCanceledResult => this with { Canceled = Canceled + 1 },
        MessageBatchExpiredResult => this with { Expired = Expired + 1 },
        _ => this with { Other = Other + 1 },
    };

    public BatchTally Add(BatchTally more) =>
        new(Succeeded + more.Succeeded, Errored + more.Errored, Canceled + more.Canceled, Expired + more.Expired, Other + more.Other, BadLines + more.BadLines);

    public override string ToString()
    {
        (long Count, string Name)[] kinds =
        [
            (Succeeded, "succeeded"),
            (Errored, "errored"),
            (Canceled, "canceled"),
            (Expired, "expired"),
            (Other, "of another kind"),
            (BadLines, "lines that cannot be read"),
        ];
        return string.Join(", ", kinds.Where(kind => kind.Count > 0).Select(kind => $"{kind.Count} {kind.Name}"));
    }
}
