using Claude.Aot.Diagnostics;
using Claude.Aot.Streaming;

namespace Claude.Aot.Http;

/// <summary>A call whose result is one JSON object.</summary>
/// <param name="connection">The client's connection.</param>
/// <param name="settings">The settings of the call.</param>
/// <param name="request">The request.</param>
/// <param name="shape">Verifies that the object is of the expected type.</param>
/// <param name="read">Creates the result from the JSON.</param>
/// <param name="cancellationToken">The caller's token.</param>
internal class JsonCall<T>(
    ApiConnection connection,
    RequestSettings settings,
    ApiRequest request,
    JsonShape shape,
    Func<RawJson, T> read,
    CancellationToken cancellationToken)
    : ApiCall<T>(connection, settings, request, cancellationToken)
{
    /// <summary>
    /// Returns whether the request can safely be repeated. A request with a successful response was carried out and may have been billed, so only GET requests
    /// are repeated after it.
    /// </summary>
    protected override bool MayRepeatAfter(Exception failure) => !HasAnswered || Request.Method == HttpMethod.Get || failure is ClaudeApiException;

    protected override async ValueTask<T> ReceiveAsync(
        PeekedBody body,
        ClaudeResponse response,
        StreamClock clock,
        StreamOwner owner,
        CancellationTokenSource total)
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

    /// <summary>Reads the result from an event stream, which the server sent although JSON was requested.</summary>
    protected virtual async ValueTask<T> ReceiveEventsAsync(
        PeekedBody body,
        ClaudeResponse response,
        StreamClock clock,
        StreamOwner owner,
        CancellationTokenSource total) =>
        throw await ExplainAsync(body, response, clock).ConfigureAwait(false);
}
