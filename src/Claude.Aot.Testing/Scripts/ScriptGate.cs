namespace Claude.Aot.Testing;

/// <summary>
/// A place in a response where it waits until the test lets it go on. What waits there ends, too, when the client goes away.
/// </summary>
/// <remarks>Safe for concurrent use. One that is never released stays closed for ever, and one that was released stays open.</remarks>
public sealed class ScriptGate
{
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>
    /// Completes when a response has first come here: all before it was sent. Behind a <see cref="ScriptedHandler"/> the client has taken it, too, and asks for more.
    /// </summary>
    public Task Reached => _reached.Task;

    /// <summary>Lets the response go on.</summary>
    public void Release() => _released.TrySetResult();

    internal Task PassAsync(CancellationToken cancellationToken)
    {
        _reached.TrySetResult();
        return _released.Task.WaitAsync(cancellationToken);
    }
}
