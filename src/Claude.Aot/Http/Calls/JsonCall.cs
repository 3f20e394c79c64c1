using Claude.Aot.Diagnostics;
using Claude.Aot.Streaming;

namespace Claude.Aot.Http;

/// <summary>A call whose result is one JSON object.</summary>
/// <param name="connection">The client.</param>
/// <param name="settings">How the call is made.</param>
/// <param name="request">The request.</param>
/// <param name="shape">Tells the result from other objects.</param>
/// <param name="read">Reads the result.</param>
/// <param name="cancellationToken">The caller's token.</param>
internal class JsonCall<T>(ApiConnection connection, RequestSettings settings, ApiRequest request, JsonShape shape, Func<RawJson, T> read, CancellationToken cancellationToken)
    : ApiCall<T>(connection, settings, request, cancellationToken)
{
    /// <summary>What was answered with success has been done, and may have cost something: only what asks for facts is asked once more.</summary>
    protected override bool MayRepeatAfter(Exception failure) => !HasAnswered || Request.Method == HttpMethod.Get || failure is ClaudeApiException;

    protected override async ValueTask<T> ReceiveAsync(PeekedBody body, ClaudeResponse response, StreamClock clock, StreamOwner owner, CancellationTokenSource total)
    {
        bool isAccepted = ResponseKind.Json.Accepts(response.ContentHeaders.ContentType?.MediaType);
        if (body.Kind == ResponseKind.EventStream)
        {
            return await ReceiveEventsAsync(body, response, clock, owner, total).ConfigureAwait(false);
        }

        if (body.Kind is null && !isAccepted)
        {
            throw await ExplainAsync(body, response, clock).ConfigureAwait(false);
        }

        var reader = new BodyReader(body, response, clock, owner, Settings.Timeouts.Body);
        try
        {
            DiagnosticSink diagnostics = CreateDiagnostics();
            RawJson json = await JsonBody.ReadAsync(reader, Settings.Limits, diagnostics).ConfigureAwait(false);
            shape.Verify(json, response);
            if (!isAccepted)
            {
                diagnostics.Report(ClaudeDiagnosticKind.UnexpectedContentType);
            }

            owner.Total = total;
            return read(json);
        }
        finally
        {
            await reader.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Reads the result from an event stream, which was not asked for.</summary>
    protected virtual async ValueTask<T> ReceiveEventsAsync(PeekedBody body, ClaudeResponse response, StreamClock clock, StreamOwner owner, CancellationTokenSource total) =>
        throw await ExplainAsync(body, response, clock).ConfigureAwait(false);
}
