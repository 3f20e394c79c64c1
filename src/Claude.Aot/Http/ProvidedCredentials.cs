namespace Claude.Aot.Http;

/// <summary>
/// The credentials of a provider. A credential is cached until shortly before it expires, or until the API rejects it. Concurrent calls share one call of the
/// provider. Safe for concurrent use.
/// </summary>
internal sealed class ProvidedCredentials(Func<CancellationToken, ValueTask<ClaudeCredential>> provider, TimeProvider time) : CredentialSource
{
    // A credential must not expire on its way to the server, and clocks differ.
    private static readonly TimeSpan s_margin = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private ClaudeCredential? _current;
    private Refresh? _refresh;

    public override bool CanReplace => true;

    public override async ValueTask<ClaudeCredential> GetAsync(ClaudeCredential? rejected, CancellationToken cancellationToken)
    {
        Refresh refresh;
        bool isNew;
        lock (_lock)
        {
            // Another call may have replaced the rejected credential already.
            if (_current is { } current && !ReferenceEquals(current, rejected) && IsFresh(current))
            {
                return current;
            }

            isNew = _refresh is null;
            refresh = _refresh ??= new Refresh();
            refresh.Waiters++;
        }

        if (isNew)
        {
            _ = RunAsync(refresh);
        }

        try
        {
            return await refresh.Result.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Leave(refresh);
        }
    }

    private bool IsFresh(ClaudeCredential credential) => credential.ExpiresAt is not { } end || end - time.GetUtcNow() > s_margin;

    private async Task RunAsync(Refresh refresh)
    {
        try
        {
            ClaudeCredential credential = await provider(refresh.Stop.Token).ConfigureAwait(false)
                ?? throw new ClaudeConfigurationException(nameof(ClaudeClientOptions.CredentialProvider), "The CredentialProvider returned null.");
            End(refresh, credential);
            refresh.Result.TrySetResult(credential);
        }
        catch (Exception e)
        {
            End(refresh, null);
            refresh.Result.TrySetException(e as ClaudeConfigurationException ?? Explain(e));
            // If every call has left, nobody else observes the exception.
            _ = refresh.Result.Task.Exception;
        }
    }

    /// <summary>Ends a call of the provider. The result of an abandoned call is not cached, because a later call may have ended before.</summary>
    private void End(Refresh refresh, ClaudeCredential? credential)
    {
        lock (_lock)
        {
            if (ReferenceEquals(_refresh, refresh))
            {
                _refresh = null;
                _current = credential;
            }
        }
    }

    /// <summary>Ends a wait. If no other call waits, the call of the provider is canceled.</summary>
    private void Leave(Refresh refresh)
    {
        lock (_lock)
        {
            if (--refresh.Waiters > 0 || refresh.Result.Task.IsCompleted)
            {
                return;
            }

            if (ReferenceEquals(_refresh, refresh))
            {
                _refresh = null;
            }
        }

        refresh.Stop.Cancel();
    }

    private static ClaudeConfigurationException Explain(Exception e) => new(
        nameof(ClaudeClientOptions.CredentialProvider),
        $"The CredentialProvider threw {e.GetType()}, so the request was not sent. The exception is in ProviderException. Its text is not shown here, "
            + "because it may contain a secret.",
        e);

    /// <summary>One call of the provider, and the number of calls that wait for it.</summary>
    private sealed class Refresh
    {
        public TaskCompletionSource<ClaudeCredential> Result { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        // Never disposed, because the provider may still use its token. A source without a timer holds no resources.
        public CancellationTokenSource Stop { get; } = new();

        public int Waiters { get; set; }
    }
}
