using Claude.Aot.Tools;

namespace Claude.Aot;

/// <summary>
/// A conversation in which the model calls tools, and their results are sent back to it, until the model has answered. Created by
/// <see cref="ToolRunExtensions.RunTools"/>. Enumerate it with <c>await foreach</c>: it yields one live <see cref="MessageStream"/> for each turn of the model.
/// Or call <see cref="GetFinalMessageAsync"/>.
/// </summary>
/// <remarks>
/// <para>
/// A turn does not have to be read to its end: the run reads the rest before the next turn. A turn whose reading was stopped (<c>break</c> in its loop, or
/// disposal before its end) ends the run. The run disposes the streams.
/// </para>
/// <para>
/// However the run ends, calls that still run are canceled and awaited, and <see cref="Messages"/> can be sent: every tool call in it has a result.
/// </para>
/// <para>A run can be enumerated once. It is not safe for concurrent use, except for <see cref="Tools"/>, <see cref="Results"/> and <see cref="Stop"/>.</para>
/// </remarks>
/// <example>
/// <code>
/// async Task ShowAsync(IReadOnlyList&lt;ToolFunction&gt; tools)
/// {
///     await using ToolRun run = client.Messages.RunTools(request, tools);
///     await foreach (MessageStream turn in run)
///     {
///         await foreach (string text in turn.ReadTextAsync(cancellationToken))
///         {
///             Console.Write(text);
///         }
///     }
/// }
/// </code>
/// </example>
public sealed partial class ToolRun : IAsyncEnumerable<MessageStream>, IAsyncDisposable
{
    private readonly MessagesClient _client;
    private readonly ToolRunOptions _options;
    private readonly RequestOptions? _requestOptions;
    private readonly CancellationToken _cancellationToken;

    // Stops the calls. The tokens of the caller cancel it too.
    private readonly CancellationTokenSource _stopping = new();
    private readonly List<(CancellationToken Token, CancellationTokenRegistration Registration)> _tokens = [];
    private readonly CallRunner _runner;
    private bool _isEnumerated;
    private bool _isBusy;
    private volatile bool _isStopRequested;

    internal ToolRun(
        MessagesClient client,
        MessageRequest request,
        ToolSet tools,
        ToolRunOptions options,
        RequestOptions? requestOptions,
        CancellationToken cancellationToken)
    {
        _client = client;
        _options = options;
        _requestOptions = requestOptions;
        _cancellationToken = cancellationToken;
        _runner = new CallRunner(options, client.Connection.Options.TimeProvider, _stopping);
        NextRequest = request;
        Tools = tools;
    }

    /// <summary>
    /// The request that the next turn sends, without the run's <see cref="Tools"/>. It can be changed between turns: in
    /// <see cref="ToolRunOptions.BeforeTurn"/>, or in the loop after <see cref="CompleteTurnAsync"/>.
    /// </summary>
    /// <remarks>
    /// When a turn is complete, its message and its results are appended to the messages. The container of the response replaces that of the request. A tool
    /// choice that forces a call becomes <c>auto</c> after the first turn with a call, because the model could never answer otherwise.
    /// </remarks>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public MessageRequest NextRequest
    {
        get;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            field = value;
        }
    }

    /// <summary>The tools. Changes take effect with the next request.</summary>
    public ToolSet Tools { get; }

    /// <summary>
    /// The whole conversation up to the last complete turn: the messages of the request, the model's turns and the results. It can be sent or saved at any
    /// time.
    /// </summary>
    public IReadOnlyList<InputMessage> Messages => NextRequest.Messages;

    /// <summary>
    /// The results of the current turn that are available so far, in the order of the calls. They are complete after <see cref="CompleteTurnAsync"/>, and stay
    /// until the next turn begins. Can be read by any thread.
    /// </summary>
    public IReadOnlyList<ToolCallResult> Results => Volatile.Read(ref _turn) is { IsComplete: false } turn ? turn.Calls.Results : _results;

    /// <summary>The sum of the usage of all turns that are complete.</summary>
    public Usage Usage => new(_usage);

    /// <summary>The number of requests so far.</summary>
    public int TurnCount { get; private set; }

    /// <summary>The reason why the run ended; <see cref="ToolRunStopReason.None"/> until then.</summary>
    public ToolRunStopReason StopReason { get; private set; }

    /// <summary>
    /// Ends the run after the current turn: its calls run to their end and their results are added to <see cref="Messages"/>, but no further request is sent.
    /// Can be called by any thread, also by a tool.
    /// </summary>
    public void Stop() => _isStopRequested = true;

    /// <summary>Starts the run, for <c>await foreach</c>.</summary>
    /// <param name="cancellationToken">Cancels requests, the reading of streams, and the calls that run.</param>
    /// <exception cref="InvalidOperationException">The run was enumerated before.</exception>
    public IAsyncEnumerator<MessageStream> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        if (_isEnumerated)
        {
            throw new InvalidOperationException("This run was already enumerated, and it can be enumerated only once. Create another one with RunTools.");
        }

        _isEnumerated = true;
        StopWith(_cancellationToken);
        StopWith(cancellationToken);
        return new Enumerator(this, cancellationToken);
    }

    /// <summary>Runs all remaining turns and returns the last message. Later calls return the same message.</summary>
    /// <remarks><see cref="StopReason"/> says why the run ended: the message may be a refusal, or have calls that were not run.</remarks>
    /// <param name="cancellationToken">Cancels requests, the reading of streams, and the calls that run.</param>
    /// <exception cref="ClaudeException">A request or a stream failed.</exception>
    /// <exception cref="ClaudeCanceledException">A token was canceled.</exception>
    /// <exception cref="InvalidOperationException">The run ended before there was a message.</exception>
    public async Task<Message> GetFinalMessageAsync(CancellationToken cancellationToken = default)
    {
        if (!IsOver)
        {
            StopWith(_cancellationToken);
            StopWith(cancellationToken);
            while (await MoveNextAsync(cancellationToken).ConfigureAwait(false))
            {
            }
        }

        return _lastMessage ?? throw new InvalidOperationException("The run ended before there was a message.");
    }

    /// <summary>
    /// Completes the current turn: reads the rest of its stream, waits for its calls, and adds the message and the results to <see cref="Messages"/>. The next
    /// turn does this by itself; call it in the loop to see the results or to change <see cref="NextRequest"/>. Does nothing if the turn is complete.
    /// </summary>
    /// <param name="cancellationToken">Cancels the reading, and the calls that run.</param>
    /// <exception cref="ClaudeException">The stream failed, and the run ended.</exception>
    /// <exception cref="ClaudeCanceledException">A token was canceled, and the run ended.</exception>
    public async ValueTask CompleteTurnAsync(CancellationToken cancellationToken = default)
    {
        StopWith(cancellationToken);
        await ExclusivelyAsync(static (run, token) => run.EndTurnAsync(token), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Ends the run: cancels and awaits the calls that run, disposes the current stream, and adds the part of the turn that was received to
    /// <see cref="Messages"/>. Can be called more than once, and does not throw. A tool must not wait for it, because it waits for the tool; a tool can call
    /// <see cref="Stop"/>.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        await EndEarlyAsync(ToolRunStopReason.Stopped).ConfigureAwait(false);
        await DisposeStreamAsync().ConfigureAwait(false);
    }

    private bool IsOver => StopReason != ToolRunStopReason.None;

    private ValueTask<bool> MoveNextAsync(CancellationToken cancellationToken) =>
        ExclusivelyAsync(static (run, token) => run.NextTurnAsync(token), cancellationToken);

    /// <summary>Performs a step of the run. If it fails, the run ends.</summary>
    private async ValueTask<bool> ExclusivelyAsync(Func<ToolRun, CancellationToken, ValueTask<bool>> step, CancellationToken cancellationToken)
    {
        if (_isBusy)
        {
            throw new InvalidOperationException("Another step of this run is in progress: a run has one reader.");
        }

        _isBusy = true;
        try
        {
            return await step(this, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            await EndEarlyAsync(e is OperationCanceledException && IsCanceled ? ToolRunStopReason.Canceled : ToolRunStopReason.Failed).ConfigureAwait(false);
            throw;
        }
        finally
        {
            _isBusy = false;
        }
    }

    private void StopWith(CancellationToken cancellationToken)
    {
        if (cancellationToken.CanBeCanceled && !IsOver && !_tokens.Exists(known => known.Token == cancellationToken))
        {
            _tokens.Add((cancellationToken, cancellationToken.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), _stopping)));
        }
    }

    private sealed class Enumerator(ToolRun run, CancellationToken cancellationToken) : IAsyncEnumerator<MessageStream>
    {
        public MessageStream Current =>
            run._turn?.Stream ?? throw new InvalidOperationException("There is no turn here: the enumeration has not begun, or has ended.");

        public ValueTask<bool> MoveNextAsync() => run.MoveNextAsync(cancellationToken);

        public ValueTask DisposeAsync() => run.DisposeAsync();
    }
}
