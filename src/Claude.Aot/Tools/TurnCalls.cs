using Claude.Aot.Events;
using Claude.Aot.Model;
using Claude.Aot.Telemetry;

namespace Claude.Aot.Tools;

/// <summary>The calls of one turn. It sees the blocks of the message as the caller reads them, so that a call starts before the message ends.</summary>
/// <param name="runner">Runs the calls.</param>
/// <param name="tools">The tools that the model was offered, by name.</param>
/// <param name="isLastTurn">Whether no request may follow. The calls are then not run.</param>
/// <param name="telemetry">Creates the spans of the calls; null if nothing listens.</param>
internal sealed class TurnCalls(CallRunner runner, IReadOnlyDictionary<string, ToolFunction> tools, bool isLastTurn, ToolTelemetry? telemetry) : StreamObserver
{
    private readonly Lock _lock = new();
    private readonly List<RunningCall> _calls = [];

    /// <summary>Gets the message: the whole message, or the part that was received before the stream ended; null while it is being read.</summary>
    public MessageImage? Image { get; private set; }

    /// <summary>Gets the results so far, in the order in which their calls were made.</summary>
    public IReadOnlyList<ToolCallResult> Results
    {
        get
        {
            return [.. Snapshot().Where(call => call.Result.IsCompletedSuccessfully).Select(call => call.Result.Result)];
        }
    }

    /// <inheritdoc/>
    protected override void BlockCompleted(BlockView block)
    {
        if (isLastTurn || runner.Options.RunSequentially || block.Type != ContentBlockType.ToolUse || block.ToOwned() is not ToolUseBlock call)
        {
            return;
        }

        // If max_tokens ends a message before the first byte of an input, the input looks like that of a tool without parameters. Only the end of the message
        // tells them apart.
        if (call.Id.Length > 0 && call.Name.Length > 0 && call.Input.State == ToolInputState.Valid && !call.Input.Utf8.SequenceEqual("{}"u8))
        {
            Start(call);
        }
    }

    /// <inheritdoc/>
    protected override void Ended(StreamCursor cursor, Exception? failure) => Image ??= cursor.Fold.ToImage();

    /// <summary>Starts the calls that were not started while the message was read, and waits for all of them.</summary>
    /// <param name="calls">The calls of the turn that is sent back.</param>
    /// <param name="uncertain">The id of a call whose input may have been cut off, so that it is not run; null if there is none.</param>
    /// <exception cref="Exception">A callback of the caller has thrown it. All calls have ended.</exception>
    public async Task RunAsync(IReadOnlyList<ToolUseBlock> calls, string? uncertain)
    {
        foreach (ToolUseBlock block in calls)
        {
            RunningCall call = Find(block.Id) ?? (isLastTurn || block.Id == uncertain ? Skip(block) : Start(block));
            if (runner.Options.RunSequentially)
            {
                await call.Result.ConfigureAwait(false);
            }
        }

        await SettleAsync().ConfigureAwait(false);
        await Task.WhenAll(Snapshot().Select(call => call.Result)).ConfigureAwait(false);
    }

    /// <summary>Waits until no call runs any more. Does not throw.</summary>
    public async Task SettleAsync()
    {
        foreach (RunningCall call in Snapshot())
        {
            await ((Task)call.Result).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Returns the results of calls. All calls must have ended; a call that was not started was not run.</summary>
    public IReadOnlyList<ToolCallResult> ResultsOf(IReadOnlyList<ToolUseBlock> calls) =>
    [
        .. calls.Select(block => Find(block.Id) is { Result: { IsCompletedSuccessfully: true } result }
            ? result.Result
            : new ToolCallResult(new ToolCall(block), ToolCallOutcome.NotRun, CallText.NotRun)),
    ];

    private RunningCall Start(ToolUseBlock block) => Add(block, (call, previous) => runner.Start(call, tools, previous, telemetry));

    private RunningCall Skip(ToolUseBlock block) => Add(block, (call, _) =>
    {
        call.Decided.SetResult();
        call.Result = runner.EndAsync(new ToolCallResult(call.Call, ToolCallOutcome.NotRun, isLastTurn ? CallText.TurnLimit : CallText.NotRun));
    });

    /// <summary>Adds a call, unless a call with its id was added before.</summary>
    private RunningCall Add(ToolUseBlock block, Action<RunningCall, Task> start)
    {
        lock (_lock)
        {
            if (Find(block.Id) is { } known)
            {
                return known;
            }

            var call = new RunningCall(new ToolCall(block));
            start(call, _calls.Count == 0 ? Task.CompletedTask : _calls[^1].Decided.Task);
            _calls.Add(call);
            return call;
        }
    }

    private RunningCall? Find(string id)
    {
        lock (_lock)
        {
            return _calls.Find(call => call.Call.Id == id);
        }
    }

    private RunningCall[] Snapshot()
    {
        lock (_lock)
        {
            return [.. _calls];
        }
    }
}
