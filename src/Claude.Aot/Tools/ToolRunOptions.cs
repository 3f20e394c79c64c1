using Claude.Aot.Internal;

namespace Claude.Aot;

/// <summary>Options of a run of tools.</summary>
/// <remarks>The values are copied when a run is created: a later change has no effect on it.</remarks>
/// <example>
/// <code>
/// var options = new ToolRunOptions { MaxTurns = 20, MaxParallelCalls = 4, CallTimeout = TimeSpan.FromSeconds(30) };
/// </code>
/// </example>
public sealed class ToolRunOptions
{
    /// <summary>
    /// The maximum number of requests. Calls of the last turn are not run, because no request could send their results; each gets a result that says so, so
    /// that the conversation can be continued. With 1, no call runs. 40 by default.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int MaxTurns { get; set => field = OptionCheck.Positive(value, int.MaxValue); } = 40;

    /// <summary>The maximum number of calls that run at the same time. 8 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int MaxParallelCalls { get; set => field = OptionCheck.Positive(value, int.MaxValue); } = 8;

    /// <summary>
    /// Whether the calls of a turn run one after the other, in their order, and only after the message has ended, because their order matters. By default,
    /// each call starts as soon as its input is complete.
    /// </summary>
    public bool RunSequentially { get; set; }

    /// <summary>
    /// The time after which a call gets an error as its result, and its token is canceled. The run goes on without waiting for the tool.
    /// <see cref="Timeout.InfiniteTimeSpan"/> by default.
    /// </summary>
    /// <remarks>
    /// A tool that ignores its token keeps running. It counts as one of the <see cref="MaxParallelCalls"/>, and no other call runs beside it if
    /// <see cref="RunSequentially"/> is set, until it returns. If only such tools are running, a call that waits for them as long as this timeout gets an error
    /// and is not run. The run does not end before all tools have returned.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">The value is not positive, or more than <see cref="int.MaxValue"/> milliseconds.</exception>
    public TimeSpan CallTimeout
    {
        get;
        set
        {
            if (value != Timeout.InfiniteTimeSpan)
            {
                ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(value, TimeSpan.Zero);
                ArgumentOutOfRangeException.ThrowIfGreaterThan(value, TimeSpan.FromMilliseconds(int.MaxValue));
            }

            field = value;
        }
    }
    = Timeout.InfiniteTimeSpan;

    /// <summary>
    /// Decides whether a call runs. It is called once per call before it starts, for one call at a time, in their order, on the thread pool. Calls that cannot
    /// run are not passed to it. An exception in it ends the run. Null by default: every call runs.
    /// </summary>
    public Func<ToolCall, CancellationToken, ValueTask<ToolDecision>>? Approve { get; set; }

    /// <summary>
    /// The maximum size of a tool's result in bytes of UTF-8. Longer text is cut, and blocks that do not fit are left out. A note that tells the model so is
    /// added, and does not count. Null by default: no limit.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int? MaxResultBytes { get; set => field = value is { } number ? OptionCheck.Positive(number, int.MaxValue) : null; }

    /// <summary>
    /// Whether the model gets the message of an exception that a tool throws. Such a message may contain paths or secrets. False by default: the model gets
    /// only the name of the exception's type. Never includes a stack trace. A <see cref="ToolErrorException"/> is always sent.
    /// </summary>
    public bool IncludeExceptionDetail { get; set; }

    /// <summary>
    /// The maximum number of times in a run that a turn is repeated or continued after its stream was interrupted. If the interrupted message has a complete
    /// call, it is kept, and the next request has its result; otherwise the turn is requested again. A call never runs twice. 0 by default: the run fails.
    /// </summary>
    /// <remarks>
    /// <see cref="ClaudeClientOptions.MaxResumptions"/> resumes a stream within a turn, so that its reader does not notice, but not after a complete call.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public int MaxResumptions { get; set => field = OptionCheck.NotNegative(value); }

    /// <summary>
    /// Called before each request with <see cref="ToolRun.NextRequest"/>, and returns the request to use from then on. It can shorten or replace the messages.
    /// The run adds its tools after that. An exception in it ends the run. Null by default.
    /// </summary>
    public Func<MessageRequest, CancellationToken, ValueTask<MessageRequest>>? BeforeTurn { get; set; }

    /// <summary>
    /// Called with each result before it is limited and sent; returns the content to send instead, for example without personal data. An exception in it ends
    /// the run. Null by default.
    /// </summary>
    public Func<ToolCallResult, CancellationToken, ValueTask<BlockContent?>>? ReplaceResult { get; set; }

    /// <summary>
    /// Called when a tool is about to run, on a thread of the thread pool, possibly for several calls at the same time. An exception in it ends the run. Null
    /// by default.
    /// </summary>
    public Action<ToolCall>? OnCallStarted { get; set; }

    /// <summary>
    /// Called with the result of each call, on a thread of the thread pool, possibly for several calls at the same time. This includes calls that were denied
    /// or could not run, but not those that were not started before the run ended. An exception in it ends the run. Null by default.
    /// </summary>
    public Action<ToolCallResult>? OnCallEnded { get; set; }

    internal ToolRunOptions Copy() => (ToolRunOptions)MemberwiseClone();
}
