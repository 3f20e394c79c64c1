using Claude.Aot.Internal;
using Claude.Aot.Resuming;

namespace Claude.Aot;

public sealed partial class RequestOptions
{
    /// <summary>How often the stream is carried on where it breaks off: <see cref="ClaudeClientOptions.MaxResumptions"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public int? MaxResumptions
    {
        get => ResumptionLimit;
        init
        {
            ResumptionLimit = value is { } number ? OptionCheck.NotNegative(number) : null;
            // As in ClaudeClientOptions: what resumes is in the binary only of who asks for it.
            CreateResumer = static (call, total) => new MessageResumer(call, total);
        }
    }
}
