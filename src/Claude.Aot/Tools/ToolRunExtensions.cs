namespace Claude.Aot;

/// <summary>The entry point for runs of tools. It is separate from the client, so that the trimmer can drop it from apps that do not use it.</summary>
/// <example>
/// <code>
/// async Task&lt;Message&gt; AskAsync(IReadOnlyList&lt;ToolFunction&gt; tools)
/// {
///     await using ToolRun run = client.Messages.RunTools(request, tools);
///     return await run.GetFinalMessageAsync(cancellationToken);
/// }
/// </code>
/// </example>
public static class ToolRunExtensions
{
    /// <summary>
    /// Creates a run: it sends the request, runs the tools that the model calls, sends their results, and repeats this until the model has answered. Nothing is
    /// sent before the run is enumerated or <see cref="ToolRun.GetFinalMessageAsync"/> is called.
    /// </summary>
    /// <param name="client">The client.</param>
    /// <param name="request">
    /// The first request. Its own <see cref="MessageRequest.Tools"/> are sent too, such as server tools; they come first. If one of them has the name of one of
    /// <paramref name="tools"/>, the request's definition is sent, and the function of <paramref name="tools"/> is called.
    /// </param>
    /// <param name="tools">The tools. They can be changed during the run: <see cref="ToolRun.Tools"/>.</param>
    /// <param name="options">The options of the run, or null for the defaults.</param>
    /// <param name="requestOptions">Options for each request that override the client's, or null.</param>
    /// <param name="cancellationToken">Cancels requests, the reading of streams, and the calls that run.</param>
    /// <returns>The run. Dispose it, unless it is enumerated with <c>await foreach</c> or completed by <see cref="ToolRun.GetFinalMessageAsync"/>.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">
    /// Two of <paramref name="tools"/> have the same name; or the request has a <see cref="MessageRequest.Thread"/>, but a run sends the whole conversation
    /// with every request.
    /// </exception>
    public static ToolRun RunTools(
        this MessagesClient client,
        MessageRequest request,
        IEnumerable<ToolFunction> tools,
        ToolRunOptions? options = null,
        RequestOptions? requestOptions = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(tools);
        if (request.Thread is not null)
        {
            throw new ArgumentException("The request has a Thread, but a run sends the whole conversation each time. Leave Thread null.", nameof(request));
        }

        return new ToolRun(client, request, new ToolSet(tools), options?.Copy() ?? new ToolRunOptions(), requestOptions?.Copy(), cancellationToken);
    }
}
