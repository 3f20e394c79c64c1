namespace Claude.Aot;

/// <summary>A call whose result is one JSON object.</summary>
internal class JsonCall<T>(ClaudeClient client, RequestSettings settings, ApiRequest request, Func<RawJson, T> read, CancellationToken cancellationToken)
    : ApiCall<T>(client, settings, request, cancellationToken)
{
    /// <summary>What was answered with success has been done, and may have cost something: only what asks for facts is asked once more.</summary>
    protected override bool MayRepeatAfter(Exception failure) => !HasAnswered || Request.Method == HttpMethod.Get || failure is ClaudeApiException;

    protected override async ValueTask<T> ReceiveAsync(Stream body, ClaudeResponse response, StreamClock clock, StreamOwner owner, CancellationTokenSource total)
    {
        var reader = new BodyReader(body, response, clock, owner);
        try
        {
            RawJson json = await JsonBody.ReadAsync(reader, Settings.Limits).ConfigureAwait(false);
            if (ApiErrorDetails.TryRead(json, out ApiErrorDetails? error))
            {
                throw new ClaudeApiException(error, null).With(response);
            }

            owner.Total = total;
            return read(json);
        }
        finally
        {
            await reader.DisposeAsync().ConfigureAwait(false);
        }
    }
}
