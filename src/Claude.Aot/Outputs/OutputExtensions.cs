namespace Claude.Aot;

/// <summary>
/// Reads structured outputs. The methods are separate from the client and the stream, so that the trimmer can drop them from apps that do not use them.
/// </summary>
/// <example>
/// <code>
/// async Task&lt;T&gt; AskAsync&lt;T&gt;()
///     where T : IClaudeOutput&lt;T&gt; =&gt;
///     await client.Messages.CreateOutputAsync&lt;T&gt;(request, cancellationToken: cancellationToken);
/// </code>
/// </example>
public static class OutputExtensions
{
    /// <summary>
    /// Sends a request and returns the answer as an object. The format of <typeparamref name="T"/> is sent in <see cref="MessageRequest.OutputConfig"/>; other
    /// members of it, such as the effort, are those of the request.
    /// </summary>
    /// <typeparam name="T">A type with <see cref="ClaudeOutputAttribute"/>.</typeparam>
    /// <param name="client">The client.</param>
    /// <param name="request">The request.</param>
    /// <param name="options">Options that override the client's for this call, or null.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="ArgumentNullException"><paramref name="client"/> or <paramref name="request"/> is null.</exception>
    /// <exception cref="ClaudeOutputException">The model refused, its answer was cut off, or it does not fit the type.</exception>
    /// <exception cref="ClaudeException">The request failed. See <see cref="MessagesClient.CreateAsync"/>.</exception>
    /// <exception cref="ClaudeCanceledException">The token was canceled.</exception>
    /// <exception cref="ObjectDisposedException">The client was disposed.</exception>
    public static Task<T> CreateOutputAsync<T>(
        this MessagesClient client, MessageRequest request, RequestOptions? options = null, CancellationToken cancellationToken = default)
        where T : IClaudeOutput<T>
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(request);
        OutputConfig config = request.OutputConfig is { } own
            ? new OutputConfig { Format = T.OutputConfig.Format, Effort = own.Effort, TaskBudget = own.TaskBudget }
            : T.OutputConfig;
        return ReadAsync(client.CreateAsync(request with { OutputConfig = config }, options, cancellationToken));

        static async Task<T> ReadAsync(Task<Message> message) => (await message.ConfigureAwait(false)).GetOutput<T>();
    }

    /// <summary>Reads the rest of the stream and returns the answer as an object. Can be called after <c>ReadPartialAsync</c>.</summary>
    /// <typeparam name="T">A type with <see cref="ClaudeOutputAttribute"/>, whose <c>OutputConfig</c> the request had.</typeparam>
    /// <param name="stream">The stream.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <exception cref="ArgumentNullException"><paramref name="stream"/> is null.</exception>
    /// <exception cref="ClaudeOutputException">The model refused, its answer was cut off, or it does not fit the type.</exception>
    /// <exception cref="ClaudeException">The stream failed or ended early, or the API sent an error.</exception>
    /// <exception cref="ClaudeCanceledException">The token was canceled.</exception>
    /// <exception cref="InvalidOperationException">Another wait is in progress.</exception>
    /// <exception cref="ObjectDisposedException">The stream was disposed before its message was complete.</exception>
    public static ValueTask<T> GetFinalOutputAsync<T>(this MessageStream stream, CancellationToken cancellationToken = default)
        where T : IClaudeOutput<T>
    {
        ArgumentNullException.ThrowIfNull(stream);
        return ReadAsync(stream.GetFinalMessageAsync(cancellationToken));

        static async ValueTask<T> ReadAsync(ValueTask<Message> message) => (await message.ConfigureAwait(false)).GetOutput<T>();
    }

    /// <summary>
    /// Reads the text of a complete message as an object: its first text block, or all of them together if the first one alone is not valid JSON.
    /// </summary>
    /// <typeparam name="T">A type with <see cref="ClaudeOutputAttribute"/>, whose <c>OutputConfig</c> the request had.</typeparam>
    /// <param name="message">The message.</param>
    /// <exception cref="ArgumentNullException"><paramref name="message"/> is null.</exception>
    /// <exception cref="ClaudeOutputException">The model refused, its answer was cut off, or it does not fit the type.</exception>
    public static T GetOutput<T>(this Message message)
        where T : IClaudeOutput<T>
    {
        ArgumentNullException.ThrowIfNull(message);
        return Outputs.OutputText.Read<T>(message);
    }
}
