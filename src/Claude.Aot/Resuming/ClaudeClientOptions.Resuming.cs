using Claude.Aot.Internal;
using Claude.Aot.Resuming;

namespace Claude.Aot;

public sealed partial class ClaudeClientOptions
{
    /// <summary>
    /// The maximum number of times that a stream is resumed automatically if it is interrupted after its first event; 0 by default, which disables resumption.
    /// Each resumption sends a further request, which is billed. The request is created as by <see cref="MessageRequest.ContinueFrom"/>, and retried as set by
    /// <see cref="MaxRetries"/>.
    /// </summary>
    /// <remarks>
    /// <para>
    /// A stream is resumed if the connection fails, the body ends early, or <see cref="ClaudeTimeouts.Idle"/> expires. The reader sees a single stream:
    /// complete blocks are kept, indices continue, and usage is added up. The text of an incomplete block is continued in the same block if the model supports
    /// that, otherwise in a new block. Blocks that the API does not accept back are removed from the message. <see cref="MessageStream.Resumptions"/> holds
    /// each resumption point, and each is reported to <see cref="OnDiagnostic"/>.
    /// </para>
    /// <para>
    /// A stream is not resumed if it contains a complete tool call that the reader may already be running, if <c>message_delta</c> arrived and only the end is
    /// missing, or if the response is to be a single JSON document. In these cases, and after the last resumption, the failure is thrown, and
    /// <see cref="ClaudeException.Partial"/> holds everything that was received.
    /// </para>
    /// <para>
    /// The value applies to streams, including those that <see cref="MessagesClient.CreateAsync"/> uses internally for long responses. A response that is not
    /// streamed cannot be resumed.
    /// </para>
    /// <para>The output tokens of an interrupted part are counted only as far as the API reported them, and the API reports them at the end.</para>
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public int MaxResumptions
    {
        get => ResumptionLimit;
        set
        {
            ResumptionLimit = OptionCheck.NotNegative(value);
            // The resumer is referenced only from this setter, so the trimmer drops it from apps that never enable resumption.
            CreateResumer = static (call, total) => new MessageResumer(call, total);
        }
    }
}
