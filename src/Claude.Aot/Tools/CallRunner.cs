using Claude.Aot.Telemetry;

namespace Claude.Aot.Tools;

/// <summary>
/// Runs the calls of a run: decides about each, limits how many run at the same time and for how long, and turns every failure into a result.
/// </summary>
/// <param name="options">The options of the run.</param>
/// <param name="time">The clock of the client.</param>
/// <param name="stopping">Canceled when the run ends, and when a callback of the caller throws.</param>
internal sealed class CallRunner(ToolRunOptions options, TimeProvider time, CancellationTokenSource stopping) : IDisposable
{
    private readonly CancellationToken _stop = stopping.Token;
    private readonly int _slotCount = options.RunSequentially ? 1 : options.MaxParallelCalls;
    private readonly SemaphoreSlim _slots = new(options.RunSequentially ? 1 : options.MaxParallelCalls);
    private readonly Lock _lock = new();

    // Tools that did not finish in time. Each keeps its slot until it returns, and the run does not end before that.
    private readonly List<Task> _late = [];
    private readonly Lock _lateLock = new();
    private int _lateCount;
    private long _lateChanged;

    public ToolRunOptions Options => options;

    /// <summary>Runs a call on the thread pool.</summary>
    /// <param name="call">The call.</param>
    /// <param name="tools">The tools that the model was offered, by name.</param>
    /// <param name="previous">Completes when the call before it was decided.</param>
    /// <param name="telemetry">Creates the span of the call; null if nothing listens.</param>
    public void Start(RunningCall call, IReadOnlyDictionary<string, ToolFunction> tools, Task previous, ToolTelemetry? telemetry) =>
        call.Result = Task.Run(() => GuardAsync(() => RunAsync(call, tools, previous, telemetry)), CancellationToken.None);

    /// <summary>Ends a call without running it.</summary>
    public Task<ToolCallResult> EndAsync(ToolCallResult result) => Task.Run(
        () => GuardAsync(() =>
        {
            options.OnCallEnded?.Invoke(result);
            return Task.FromResult(result);
        }),
        CancellationToken.None);

    /// <summary>Ends the use of this object. No call may be running.</summary>
    public void Dispose() => _slots.Dispose();

    /// <summary>Waits for the tools that did not finish in time.</summary>
    public async Task SettleAsync()
    {
        Task[] late;
        lock (_lock)
        {
            late = [.. _late];
        }

        foreach (Task task in late)
        {
            await task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Stops the run if a callback of the caller throws.</summary>
    private async Task<ToolCallResult> GuardAsync(Func<Task<ToolCallResult>> run)
    {
        try
        {
            return await run().ConfigureAwait(false);
        }
        catch
        {
            await stopping.CancelAsync().ConfigureAwait(false);
            throw;
        }
    }

    private async Task<ToolCallResult> RunAsync(
        RunningCall running, IReadOnlyDictionary<string, ToolFunction> tools, Task previous, ToolTelemetry? telemetry)
    {
        ToolCall call = running.Call;
        ToolCallResult result;
        try
        {
            result = await DecideAsync(call, tools, previous).ConfigureAwait(false) ?? NotRun(call);
        }
        finally
        {
            running.Decided.TrySetResult();
        }

        if (result.Outcome == ToolCallOutcome.Succeeded)
        {
            result = await RunApprovedAsync(call, tools[KeyOf(call)], telemetry).ConfigureAwait(false);
        }

        result = result.With(ResultLimit.Apply(await ReplaceAsync(result).ConfigureAwait(false), options.MaxResultBytes));
        options.OnCallEnded?.Invoke(result);
        return result;
    }

    /// <summary>Decides whether a call runs.</summary>
    /// <returns>The result if it does not; a result without content if it does; null if the run was stopped in the meantime.</returns>
    private async ValueTask<ToolCallResult?> DecideAsync(ToolCall call, IReadOnlyDictionary<string, ToolFunction> tools, Task previous)
    {
        if (!tools.ContainsKey(KeyOf(call)))
        {
            return new ToolCallResult(call, ToolCallOutcome.UnknownTool, CallText.UnknownTool(call.Name, tools.Keys));
        }

        if (call.Input.State != ToolInputState.Valid)
        {
            return new ToolCallResult(call, ToolCallOutcome.InvalidInput, CallText.InvalidInput(call.Name, call.Input.State));
        }

        if (options.Approve is not { } approve)
        {
            return new ToolCallResult(call, ToolCallOutcome.Succeeded, null);
        }

        try
        {
            await previous.WaitAsync(_stop).ConfigureAwait(false);
            _stop.ThrowIfCancellationRequested();

            // The caller's prompt may not be cancelable. The run does not wait for its answer when it ends.
            ToolDecision decision = await approve(call, _stop).AsTask().WaitAsync(_stop).ConfigureAwait(false);
            return new ToolCallResult(call, decision.Outcome, decision.Content);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            return null;
        }
    }

    private async ValueTask<ToolCallResult> RunApprovedAsync(ToolCall call, ToolFunction tool, ToolTelemetry? telemetry)
    {
        try
        {
            if (!await TryTakeSlotAsync().ConfigureAwait(false))
            {
                return new ToolCallResult(call, ToolCallOutcome.NotRun, CallText.Blocked(call.Name));
            }
        }
        catch (OperationCanceledException)
        {
            return NotRun(call);
        }

        try
        {
            options.OnCallStarted?.Invoke(call);
        }
        catch
        {
            _slots.Release();
            throw;
        }

        long start = time.GetTimestamp();
        ToolSpan? span = telemetry?.Start(call.Name, call.Id);
        ToolCallResult result = await InvokeAsync(call, tool).ConfigureAwait(false);
        if (span is not null)
        {
            EndSpan(span, tool, result);
        }

        return new ToolCallResult(call, result.Outcome, result.Content, time.GetElapsedTime(start), result.Exception);
    }

    /// <summary>Ends the span of a call. A call that was stopped has no error, because the caller asked for that.</summary>
    private static void EndSpan(ToolSpan span, ToolFunction tool, ToolCallResult result)
    {
        if (span.CapturesContent)
        {
            result.ToBlock().ToRawJson().TryGetMember("content"u8, out RawJson content);
            span.SetContent((tool.Definition as Tool)?.Description, result.Call.Input.Utf8, content);
        }

        span.End(result.Outcome switch
        {
            ToolCallOutcome.Failed => FailureNames.Of(result.Exception!),
            ToolCallOutcome.TimedOut => FailureNames.ToolTimeout,
            _ => null,
        });
    }

    /// <summary>Waits until a call may run.</summary>
    /// <returns>False if only tools that did not finish in time are running, and none of them returned within another <c>CallTimeout</c>.</returns>
    /// <exception cref="OperationCanceledException">The run was stopped.</exception>
    private async ValueTask<bool> TryTakeSlotAsync()
    {
        TimeSpan patience = options.CallTimeout;
        while (true)
        {
            using CancellationTokenSource? limit = CreateLimit(patience);
            using var ended = CancellationTokenSource.CreateLinkedTokenSource(_stop, limit?.Token ?? CancellationToken.None);
            try
            {
                await _slots.WaitAsync(ended.Token).ConfigureAwait(false);
                return true;
            }
            catch (OperationCanceledException) when (!_stop.IsCancellationRequested)
            {
                patience = GetPatience();
                if (patience <= TimeSpan.Zero)
                {
                    return false;
                }
            }
        }
    }

    /// <summary>Gets how long a call still waits for a slot. The limit begins when all slots are taken by tools that did not finish in time.</summary>
    private TimeSpan GetPatience()
    {
        lock (_lateLock)
        {
            return _lateCount == _slotCount ? options.CallTimeout - time.GetElapsedTime(_lateChanged) : options.CallTimeout;
        }
    }

    private void CountLate(int change)
    {
        lock (_lateLock)
        {
            _lateCount += change;
            _lateChanged = time.GetTimestamp();
        }
    }

    private CancellationTokenSource? CreateLimit(TimeSpan limit) => limit == Timeout.InfiniteTimeSpan ? null : new CancellationTokenSource(limit, time);

    /// <summary>Frees what a call uses when its function has returned.</summary>
    private async Task ReleaseAsync(Task running, CancellationTokenSource ended, CancellationTokenSource? limit)
    {
        bool isLate = !running.IsCompleted;
        if (isLate)
        {
            CountLate(1);
        }

        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (isLate)
        {
            CountLate(-1);
        }

        ended.Dispose();
        limit?.Dispose();
        _slots.Release();
    }

    /// <summary>Runs a tool in the slot that the caller has taken. The slot is free again when the function of the tool has returned.</summary>
    private async ValueTask<ToolCallResult> InvokeAsync(ToolCall call, ToolFunction tool)
    {
        CancellationTokenSource? limit = CreateLimit(options.CallTimeout);
        var ended = CancellationTokenSource.CreateLinkedTokenSource(_stop, limit?.Token ?? CancellationToken.None);
        CancellationToken token = ended.Token;
        CancellationToken limitToken = limit?.Token ?? CancellationToken.None;

        // A separate task, because a synchronous tool would block the wait that has the time limit.
        Task<BlockContent> running = Task.Run(() => tool.InvokeAsync(call, token).AsTask(), CancellationToken.None);
        try
        {
            BlockContent content = await running.WaitAsync(limitToken).ConfigureAwait(false);
            return new ToolCallResult(call, ToolCallOutcome.Succeeded, content);
        }
        catch (ToolErrorException e)
        {
            return new ToolCallResult(call, ToolCallOutcome.Failed, e.Content, exception: e);
        }
        catch (OperationCanceledException e) when (_stop.IsCancellationRequested && running.IsCompleted)
        {
            return new ToolCallResult(call, ToolCallOutcome.Stopped, CallText.Stopped, exception: e);
        }
        catch (OperationCanceledException e) when (limitToken.IsCancellationRequested)
        {
            return new ToolCallResult(call, ToolCallOutcome.TimedOut, CallText.TimedOut(call.Name, options.CallTimeout), exception: e);
        }
        catch (Exception e)
        {
            return new ToolCallResult(call, ToolCallOutcome.Failed, CallText.Failed(call.Name, e, options.IncludeExceptionDetail), exception: e);
        }
        finally
        {
            Task released = ReleaseAsync(running, ended, limit);
            if (!released.IsCompleted)
            {
                lock (_lock)
                {
                    _late.Add(released);
                }
            }
        }
    }

    private async ValueTask<BlockContent?> ReplaceAsync(ToolCallResult result)
    {
        try
        {
            return options.ReplaceResult is { } replace ? await replace(result, _stop).ConfigureAwait(false) : result.Content;
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The caller may not want the model to see the original content.
            return CallText.Stopped;
        }
    }

    /// <summary>Gets the name under which the tool of a call is found: calls of a toolset have the name of the toolset.</summary>
    private static string KeyOf(ToolCall call) => call.Block.ToolsetName ?? call.Name;

    private static ToolCallResult NotRun(ToolCall call) => new(call, ToolCallOutcome.NotRun, CallText.NotRun);
}
