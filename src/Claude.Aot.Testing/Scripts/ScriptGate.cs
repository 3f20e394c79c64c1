namespace Claude.Aot.Testing;

/// <summary>A point at which a response waits until the test releases it. The wait also ends if the client leaves.</summary>
/// <remarks>Safe for concurrent use. A gate stays closed until it is released, and then stays open.</remarks>
public sealed class ScriptGate
{
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>
    /// A task that completes when a response first reaches this gate, which means that everything before it was sent. With a <see cref="ScriptedHandler"/>,
    /// the client has also read it, and waits for more.
    /// </summary>
    public Task Reached => _reached.Task;

    /// <summary>Opens the gate.</summary>
    public void Release() => _released.TrySetResult();

    internal Task PassAsync(CancellationToken cancellationToken)
    {
        _reached.TrySetResult();
        return _released.Task.WaitAsync(cancellationToken);
    }
}
