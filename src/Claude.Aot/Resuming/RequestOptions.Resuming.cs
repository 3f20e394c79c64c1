using Claude.Aot.Internal;
using Claude.Aot.Resuming;

namespace Claude.Aot;

public sealed partial class RequestOptions
{
    /// <summary>The maximum number of times that the stream is resumed if it is interrupted; see <see cref="ClaudeClientOptions.MaxResumptions"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public int? MaxResumptions
    {
        get => ResumptionLimit;
        set
        {
            ResumptionLimit = value is { } number ? OptionCheck.NotNegative(number) : null;
            // As in ClaudeClientOptions, the resumer is referenced only from this setter, so the trimmer drops it from apps that never enable resumption.
            CreateResumer = static (call, total) => new MessageResumer(call, total);
        }
    }
}
