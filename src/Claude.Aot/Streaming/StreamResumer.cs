using Claude.Aot.Diagnostics;
using Claude.Aot.Events;

namespace Claude.Aot.Streaming;

/// <summary>
/// Resumes a stream that broke off. The implementation is in a layer above, and only the options that turn it on name it: the native binary of an app that does not set them has none of it.
/// </summary>
internal abstract class StreamResumer : IDisposable
{
    /// <summary>The joints so far.</summary>
    public abstract IReadOnlyList<StreamResumption> Resumptions { get; }

    /// <summary>Whether what broke off can be carried on.</summary>
    public abstract bool CanResume(ClaudeException failure);

    /// <summary>A clock for what follows the joint: it knows the caller's cancellation and the limit of the whole call. The others are kept by the part itself.</summary>
    public abstract StreamClock CreateClock();

    /// <summary>Asks for the rest of a message.</summary>
    /// <param name="failure">Why the stream broke off.</param>
    /// <param name="cursor">The message so far. What the model is not shown again is taken out of it.</param>
    /// <param name="diagnostics">Where deviations are reported.</param>
    /// <param name="stop">Stops what is asked for here, also while it is read.</param>
    /// <returns>The rest, as the events that would have followed.</returns>
    public abstract ValueTask<Stream> ReopenAsync(ClaudeException failure, StreamCursor cursor, DiagnosticSink diagnostics, CancellationToken stop);

    /// <summary>Stops asking, and the part that is being read.</summary>
    public abstract void Dispose();
}
