using System.Collections.Concurrent;
using System.Globalization;
using Claude.Aot.Tests.Shared;

namespace Claude.Aot.Soak.Trials;

/// <summary>Reads streams, misbehaves where their trials say so, and verifies what comes of it.</summary>
/// <param name="client">What asks.</param>
/// <param name="application">Lives longer than every stream: what stays registered with it, stays.</param>
internal sealed class TrialReader(ClaudeClient client, CancellationToken application)
{
    public const string NumberHeader = "x-number";

    private static readonly MessageRequest s_request = new() { Model = "claude-sonnet-5-5", MaxTokens = 100, Messages = ["Hi"] };
    private static readonly TimeSpan s_stallLimit = TimeSpan.FromMilliseconds(300);

    private readonly ConcurrentBag<WeakReference> _streams = [];

    /// <summary>The streams that something still holds.</summary>
    public int LiveStreams => _streams.Count(stream => stream.IsAlive);

    /// <summary>Reads one stream.</summary>
    /// <returns>What came of it, in a word.</returns>
    /// <exception cref="CheckFailedException">Something was lost.</exception>
    public async Task<string> RunAsync(int number, Trial trial)
    {
        int delivered = 0;
        Message? message = null;
        Exception? failure = null;
        using var source = CancellationTokenSource.CreateLinkedTokenSource(application);
        _ = CancelAtStallAsync(trial, source);
        try
        {
            await using MessageStream stream = await client.Messages.StreamAsync(s_request, OptionsOf(number, trial), source.Token);
            _streams.Add(new WeakReference(stream));
            if (trial.Fault == Fault.NotRead)
            {
                return "not read";
            }

            await foreach (StreamEvent _ in stream)
            {
                delivered++;
                if (delivered == trial.LeaveAfter && Leave(trial, source))
                {
                    break;
                }
            }

            message = delivered == trial.LeaveAfter ? null : await stream.GetFinalMessageAsync();
        }
        catch (Exception e) when (e is ClaudeException or ClaudeCanceledException or ReaderLeftException)
        {
            failure = e;
        }

        Verify(trial, delivered, message, failure);
        return message is not null ? "whole" : failure is null ? "left" : (failure as ClaudeTransportException)?.Kind.ToString() ?? failure.GetType().Name;
    }

    private static RequestOptions OptionsOf(int number, Trial trial) => new()
    {
        Headers = new Dictionary<string, string> { [NumberHeader] = number.ToString(CultureInfo.InvariantCulture) },
        Timeouts = trial.Fault == Fault.Stall ? new ClaudeTimeouts { FirstEvent = s_stallLimit, Idle = s_stallLimit } : new ClaudeTimeouts(),
    };

    private static async Task CancelAtStallAsync(Trial trial, CancellationTokenSource source)
    {
        if (trial.Fault == Fault.WaitIsCancelled)
        {
            await trial.Stall.Reached;
            try
            {
                await source.CancelAsync();
            }
            catch (ObjectDisposedException)
            {
                // The stall was behind the end of the message, and its reader is gone.
            }
        }
    }

    /// <returns>Whether the loop is left by <c>break</c>.</returns>
    private static bool Leave(Trial trial, CancellationTokenSource source)
    {
        switch (trial.Fault)
        {
            case Fault.ReaderThrows:
                throw new ReaderLeftException();
            case Fault.ReaderCancels:
                source.Cancel();
                return false;
            default:
                return true;
        }
    }

    private static void Verify(Trial trial, int delivered, Message? message, Exception? failure)
    {
        string what = $"{trial.Fault} after {delivered} events of {trial.LastEvent}: {failure}";
        CutPlan plan = trial.Body.Plan;
        Check.That(IsExpected(trial, delivered, message, failure), what);
        if (message is not null)
        {
            Check.JsonEqual(plan.MessageAfterDelivered(delivered)!.Value, message.ToJson(), what);
        }
        else if (failure is not (null or ReaderLeftException))
        {
            Message? partial = (failure as ClaudeException)?.Partial ?? (failure as ClaudeCanceledException)?.Partial;
            Check.Equal(plan.MessageAfterDelivered(delivered) is null, partial is null, $"no partial message, {what}");
            if (partial is not null)
            {
                Check.JsonEqual(plan.MessageAfterDelivered(delivered)!.Value, partial.ToJson(), what);
            }
        }
    }

    private static bool IsExpected(Trial trial, int delivered, Message? message, Exception? failure) => trial.Fault switch
    {
        Fault.None => message is not null,
        // What was sent in order and closed in order must all have been read.
        Fault.Cut => delivered == trial.Body.Plan.DeliveredOf(trial.LastEvent)
            && (trial.IsWhole ? message is not null : failure is ClaudeTransportException { Kind: ClaudeTransportErrorKind.ResponseEnded }),
        // A connection that breaks may take the bytes just before with it.
        Fault.Break => (trial.IsWhole && message is not null) || failure is ClaudeTransportException { Kind: ClaudeTransportErrorKind.ConnectionError or ClaudeTransportErrorKind.ResponseEnded },
        Fault.Stall => (trial.IsWhole && message is not null) || failure is ClaudeTimeoutException,
        Fault.Drop => failure is ClaudeTransportException { Kind: ClaudeTransportErrorKind.ConnectionError },
        Fault.ErrorStatus => failure is ClaudeApiException { Status: 529 },
        Fault.WrongContent => failure is ClaudeException and not ClaudeTimeoutException,
        Fault.ErrorEvent => failure is ClaudeApiException,
        Fault.Garbage => failure is ClaudeTransportException { Kind: ClaudeTransportErrorKind.InvalidResponse } && delivered == trial.Body.Plan.DeliveredOf(trial.LastEvent),
        Fault.ReaderBreaks => failure is null && message is null,
        Fault.ReaderThrows => failure is ReaderLeftException,
        Fault.ReaderCancels => failure is ClaudeCanceledException && delivered == trial.LeaveAfter,
        Fault.WaitIsCancelled => (trial.IsWhole && message is not null) || failure is ClaudeCanceledException,
        _ => false,
    };
}
