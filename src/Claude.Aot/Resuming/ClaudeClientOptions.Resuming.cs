using Claude.Aot.Internal;
using Claude.Aot.Resuming;

namespace Claude.Aot;

public sealed partial class ClaudeClientOptions
{
    /// <summary>
    /// How often a stream that breaks off after its first event is carried on by itself; 0 by default, so never. Each time one further request is sent (and paid for), as
    /// <see cref="MessageRequest.ContinueFrom"/> makes it, with the retries of <see cref="MaxRetries"/>.
    /// </summary>
    /// <remarks>
    /// <para>
    /// It is carried on where the connection fails, the body ends early, or <see cref="ClaudeTimeouts.Idle"/> is reached. The reader gets one stream: blocks that came whole are kept,
    /// indices go on, usage is added up, and the text of a half block is carried on in that block where the model takes it back so, else in a new one. Blocks that cannot be taken back
    /// leave the message. <see cref="MessageStream.Resumptions"/> has each joint, and <see cref="OnDiagnostic"/> is told of it.
    /// </para>
    /// <para>
    /// It is not where a tool call came whole that the reader may be acting upon, where <c>message_delta</c> has come and only the end is lacking, or where the answer is to be one JSON
    /// document. Then, and when attempts run out, the failure is thrown, with all that was received in <see cref="ClaudeException.Partial"/>.
    /// </para>
    /// <para>
    /// It holds for streams, those included that <see cref="MessagesClient.CreateAsync"/> makes inside for long answers. An answer that it asks for whole has nothing that could be carried on.
    /// </para>
    /// <para>Output tokens of a part that broke off count only as far as the API had told them: it tells them at the end.</para>
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public int MaxResumptions
    {
        get => ResumptionLimit;
        set
        {
            ResumptionLimit = OptionCheck.NotNegative(value);
            // Only who sets this refers to what resumes: the trimmer leaves it out of a native program that never does.
            CreateResumer = static (call, total) => new MessageResumer(call, total);
        }
    }
}
