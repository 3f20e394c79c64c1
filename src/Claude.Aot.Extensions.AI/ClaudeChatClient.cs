using System.Runtime.CompilerServices;
using Claude.Aot.Extensions.AI.Requests;
using Claude.Aot.Extensions.AI.Responses;
using Microsoft.Extensions.AI;

namespace Claude.Aot.Extensions.AI;

/// <summary>A chat client over a <see cref="ClaudeClient"/>. It has no state of its own between calls.</summary>
internal sealed class ClaudeChatClient(ClaudeClient client, string? defaultModelId, ClaudeChatClientOptions options) : IChatClient
{
    private readonly ChatClientMetadata _metadata = new("anthropic", client.BaseUrl, defaultModelId);
    private readonly RequestMapper _requests = new(defaultModelId, options);

    public async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? chatOptions = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        MessageRequest request = _requests.Map(messages, chatOptions, this);
        Message message = await client.Messages.CreateAsync(request, options.RequestOptions, cancellationToken).ConfigureAwait(false);
        return ResponseMapper.Map(message, options);
    }

    public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? chatOptions = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        return StreamAsync(messages, chatOptions, cancellationToken);
    }

    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        if (serviceKey is not null)
        {
            return null;
        }

        object[] services = [this, client, _metadata];
        return Array.Find(services, serviceType.IsInstanceOfType);
    }

    // The client belongs to the caller.
    public void Dispose()
    {
    }

    private async IAsyncEnumerable<ChatResponseUpdate> StreamAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? chatOptions, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        MessageRequest request = _requests.Map(messages, chatOptions, this);
        MessageStream stream = await client.Messages.StreamAsync(request, options.RequestOptions, cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            var updates = new UpdateMapper(options);
            while (await stream.WaitToReadAsync(cancellationToken).ConfigureAwait(false))
            {
                while (stream.TryRead(out StreamEvent e))
                {
                    if (updates.Map(e) is { } update)
                    {
                        yield return update;
                    }
                }
            }

            yield return updates.Complete(await stream.GetFinalMessageAsync(cancellationToken).ConfigureAwait(false));
        }
    }
}
