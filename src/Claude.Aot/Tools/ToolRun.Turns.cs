using System.Runtime.ExceptionServices;
using Claude.Aot.Http;
using Claude.Aot.Internal;
using Claude.Aot.Resuming;
using Claude.Aot.Telemetry;
using Claude.Aot.Tools;

namespace Claude.Aot;

/// <content>The turns: their requests, their ends, and the end of the run.</content>
public sealed partial class ToolRun
{
    private ToolTurn? _turn;
    private IReadOnlyList<ToolCallResult> _results = [];
    private Message? _lastMessage;
    private RawJson _usage;
    private int _resumptions;
    private CancellationTokenSource? _linked;

    private async ValueTask<bool> NextTurnAsync(CancellationToken cancellationToken)
    {
        await EndTurnAsync(cancellationToken).ConfigureAwait(false);
        await DisposeStreamAsync().ConfigureAwait(false);
        if (!IsOver && _isStopRequested)
        {
            await EndAsync(ToolRunStopReason.Stopped).ConfigureAwait(false);
        }

        if (IsOver)
        {
            return false;
        }

        ThrowIfCanceled();
        if (_options.BeforeTurn is { } prepare)
        {
            NextRequest = await prepare(NextRequest, _stopping.Token).ConfigureAwait(false);
        }

        ToolFunction[] tools = [.. Tools];
        TurnCount++;
        MessageStream stream = await _client.StreamAsync(WithTools(tools), _requestOptions, Link(cancellationToken)).ConfigureAwait(false);
        bool isLastTurn = TurnCount >= _options.MaxTurns;
        var calls = new TurnCalls(_runner, tools.ToDictionary(tool => tool.Name), isLastTurn, CreateTelemetry(stream));
        stream.AddObserver(calls);
        Volatile.Write(ref _turn, new ToolTurn(stream, calls));
        return true;
    }

    /// <summary>Creates the telemetry of the tools of a turn; returns null if nothing listens.</summary>
    private ToolTelemetry? CreateTelemetry(MessageStream turn)
    {
        ApiConnection connection = _client.Connection;
        return FeatureSwitches.Telemetry
            ? ToolTelemetry.TryCreate(connection.ContextOf(_requestOptions?.Telemetry ?? connection.Options.Telemetry), turn.Observer as InferenceTelemetry)
            : null;
    }

    /// <summary>Completes the current turn, and ends the run if no other turn follows.</summary>
    private async ValueTask<bool> EndTurnAsync(CancellationToken cancellationToken)
    {
        if (_turn is not { IsComplete: false } turn)
        {
            return false;
        }

        Exception? failure = await ReadRestAsync(turn.Stream, cancellationToken).ConfigureAwait(false);
        if (failure is ObjectDisposedException or ClaudeTransportException { Kind: ClaudeTransportErrorKind.Abandoned })
        {
            await EndEarlyAsync(ToolRunStopReason.Stopped).ConfigureAwait(false);
            return false;
        }

        if (failure is not null && !MayResumeAfter(failure))
        {
            ExceptionDispatchInfo.Throw(failure);
        }

        Message message = turn.Calls.Image!.ToMessage();
        var sent = new SentTurn(message, isWhole: failure is null);
        if (failure is not null && sent.Calls.Count == 0)
        {
            // The same request is sent again, so the part that was received is not kept.
            AddUsage(message);
            turn.IsComplete = true;
            return true;
        }

        if (sent.IsRefused)
        {
            await CancelCallsAsync().ConfigureAwait(false);
            await turn.Calls.SettleAsync().ConfigureAwait(false);
        }
        else
        {
            await turn.Calls.RunAsync(sent.Calls, sent.UncertainCall).ConfigureAwait(false);
            ThrowIfCanceled();
        }

        IReadOnlyList<ToolCallResult> results = turn.Calls.ResultsOf(sent.Calls);
        Append(turn, sent, results);
        if (!sent.GoesOnWith(results))
        {
            await EndAsync(sent.Reason).ConfigureAwait(false);
        }
        else if (_isStopRequested || TurnCount >= _options.MaxTurns)
        {
            await EndAsync(_isStopRequested ? ToolRunStopReason.Stopped : ToolRunStopReason.MaxTurns).ConfigureAwait(false);
        }

        return true;
    }

    /// <summary>Reads the rest of a stream.</summary>
    /// <returns>The failure of the stream, or null if its message is complete.</returns>
    private static async ValueTask<Exception?> ReadRestAsync(MessageStream stream, CancellationToken cancellationToken)
    {
        try
        {
            // The caller may have disposed the stream.
            if (!stream.IsOver)
            {
                await stream.DrainAsync(cancellationToken).ConfigureAwait(false);
            }

            return null;
        }
        catch (Exception e) when (e is ObjectDisposedException || ReferenceEquals(e, stream.Failure))
        {
            return e;
        }
    }

    private bool MayResumeAfter(Exception failure)
    {
        if (!RetryPolicy.IsInterruption(failure)
            || _resumptions >= _options.MaxResumptions
            || TurnCount >= _options.MaxTurns
            || _turn?.Calls.Image is null)
        {
            return false;
        }

        _resumptions++;
        return true;
    }

    private void Append(ToolTurn turn, SentTurn sent, IReadOnlyList<ToolCallResult> results)
    {
        List<InputMessage> messages = [.. NextRequest.Messages, sent.Turn];
        if (results.Count > 0)
        {
            messages.Add(new InputMessage(Role.User, new BlockContent([.. results.Select(ContentBlock (result) => result.ToBlock())])));
        }

        NextRequest = NextRequest with
        {
            Messages = messages,
            Container = ContainerAfter(NextRequest.Container, sent.Message.Container),
            ToolChoice = results.Count > 0 ? ChoiceAfterCall(NextRequest.ToolChoice) : NextRequest.ToolChoice,
        };
        AddUsage(sent.Message);
        _lastMessage = sent.Message;
        _results = results;
        turn.IsComplete = true;
    }

    private void AddUsage(Message message) => _usage = UsageSum.Of(_usage, message.Usage.ToRawJson(), keepEarlier: true);

    private static RequestContainer? ContainerAfter(RequestContainer? sent, Container? used) => (sent, used) switch
    {
        (_, null or { Id: "" }) => sent,
        ({ Settings: { } settings }, _) => new ContainerSettings { Id = used.Id, Skills = settings.Skills, Extra = settings.Extra },
        _ => used.Id,
    };

    private static ToolChoice? ChoiceAfterCall(ToolChoice? choice) => choice switch
    {
        AnyToolChoice any => new AutoToolChoice { DisableParallelToolUse = any.DisableParallelToolUse },
        NamedToolChoice named => new AutoToolChoice { DisableParallelToolUse = named.DisableParallelToolUse },
        _ => choice,
    };

    /// <summary>Creates the request to send. A tool that the request defines itself is not added again.</summary>
    private MessageRequest WithTools(ToolFunction[] tools)
    {
        IReadOnlyList<ToolDefinition> own = NextRequest.Tools ?? [];
        HashSet<string?> names = [.. own.Select(ToolFunction.NameOf)];
        List<ToolDefinition> all = [.. own, .. tools.Where(tool => !names.Contains(tool.Name)).Select(tool => tool.Definition)];
        return all.Count == own.Count ? NextRequest : NextRequest with { Tools = all };
    }

    /// <summary>Ends the run before it would have ended by itself.</summary>
    private async ValueTask EndEarlyAsync(ToolRunStopReason reason)
    {
        if (IsOver)
        {
            return;
        }

        if (reason == ToolRunStopReason.Stopped && IsCanceled)
        {
            reason = ToolRunStopReason.Canceled;
        }

        await CancelCallsAsync().ConfigureAwait(false);
        if (_turn is { IsComplete: false } turn)
        {
            bool isWhole = turn.Stream.IsOver;
            bool hasFailed = turn.Stream.Failure is not (null or ClaudeTransportException { Kind: ClaudeTransportErrorKind.Abandoned });
            reason = reason == ToolRunStopReason.Stopped && hasFailed ? ToolRunStopReason.Failed : reason;
            await DisposeStreamAsync().ConfigureAwait(false);
            await turn.Calls.SettleAsync().ConfigureAwait(false);
            if (turn.Calls.Image?.ToMessage() is { } message)
            {
                var sent = new SentTurn(message, isWhole);
                IReadOnlyList<ToolCallResult> results = turn.Calls.ResultsOf(sent.Calls);
                if (isWhole || !sent.IsEmpty)
                {
                    Append(turn, sent, results);
                }
                else
                {
                    AddUsage(message);
                }

                reason = isWhole && reason == ToolRunStopReason.Stopped && !sent.GoesOnWith(results) ? sent.Reason : reason;
            }

            turn.IsComplete = true;
        }

        await EndAsync(reason).ConfigureAwait(false);
    }

    /// <summary>Ends the run. The stream of the last turn stays open until the caller leaves it.</summary>
    private async ValueTask EndAsync(ToolRunStopReason reason)
    {
        await CancelCallsAsync().ConfigureAwait(false);
        await _runner.SettleAsync().ConfigureAwait(false);
        _runner.Dispose();
        StopReason = reason;
        foreach ((_, CancellationTokenRegistration registration) in _tokens)
        {
            await registration.DisposeAsync().ConfigureAwait(false);
        }

        _linked?.Dispose();
    }

    private async ValueTask DisposeStreamAsync()
    {
        if (_turn is { } turn)
        {
            await turn.Stream.DisposeAsync().ConfigureAwait(false);
        }
    }

    // A callback that a tool has registered with its token may throw. That is not a failure of the run.
    private async ValueTask CancelCallsAsync() => await _stopping.CancelAsync().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private bool IsCanceled => _tokens.Exists(static known => known.Token.IsCancellationRequested);

    private void ThrowIfCanceled()
    {
        if (IsCanceled)
        {
            CancellationToken token = _tokens.Find(static known => known.Token.IsCancellationRequested).Token;
            throw new ClaudeCanceledException(_turn is { IsComplete: false } turn ? turn.Calls.Image : null, null, token);
        }
    }

    /// <summary>Returns a token that is canceled with the run's and with another one.</summary>
    private CancellationToken Link(CancellationToken other)
    {
        if (!other.CanBeCanceled || other == _cancellationToken)
        {
            return _cancellationToken;
        }

        if (!_cancellationToken.CanBeCanceled)
        {
            return other;
        }

        return (_linked ??= CancellationTokenSource.CreateLinkedTokenSource(_cancellationToken, other)).Token;
    }
}
