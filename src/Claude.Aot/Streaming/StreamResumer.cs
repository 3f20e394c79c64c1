using Claude.Aot.Diagnostics;
using Claude.Aot.Events;

namespace Claude.Aot.Streaming;

/// <summary>
/// Resumes an interrupted stream. The implementation is in a higher layer and is referenced only by the options that enable it, so that the trimmer drops it
/// from apps that do not.
/// </summary>
internal abstract class StreamResumer : IDisposable
{
    /// <summary>The resumptions so far.</summary>
    public abstract IReadOnlyList<StreamResumption> Resumptions { get; }

    /// <summary>Returns whether the stream can be resumed after a failure.</summary>
    public abstract bool CanResume(ClaudeException failure);

    /// <summary>
    /// Creates a clock for the resumed part, linked to the caller's token and to the total timeout. The part handles the other timeouts itself.
    /// </summary>
    public abstract StreamClock CreateClock();

    /// <summary>Requests the rest of a message.</summary>
    /// <param name="failure">The failure that interrupted the stream.</param>
    /// <param name="cursor">The message so far. Blocks that are not sent back to the model are removed from it.</param>
    /// <param name="diagnostics">The sink for deviations.</param>
    /// <param name="stop">Cancels the request, and the reading of its response.</param>
    /// <returns>The rest, as the events that would have followed.</returns>
    public abstract ValueTask<Stream> ReopenAsync(ClaudeException failure, StreamCursor cursor, DiagnosticSink diagnostics, CancellationToken stop);

    /// <summary>Releases the memory of the request, because the message is complete. Does nothing if it was released before.</summary>
    public abstract void ReleaseRequest();

    /// <summary>Cancels the request, and the reading of the resumed part.</summary>
    public abstract void Dispose();
}
