using System.Globalization;
using System.IO.Pipelines;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Claude.Aot.Errors;
using Claude.Aot.Http;
using Claude.Aot.Json;

namespace Claude.Aot.Batches;

/// <summary>
/// The body of a request that creates a batch. It is written while its requests are enumerated, so that only a few of them are in memory at a time.
/// </summary>
internal sealed class BatchContent : HttpContent
{
    private const int FlushThreshold = 32 * 1024;

    private static readonly byte[] s_opening = """{"requests":["""u8.ToArray();

    private readonly BatchSource _source;
    private readonly RequestSettings _settings;
    private readonly BodyProgress _progress;
    private readonly Action _onSent;

    // The JSON after the requests.
    private readonly ReadOnlyMemory<byte>[] _closing;
    private readonly long _closingLength;
    private int _count;
    private long _bytes;

    /// <summary>Creates the body.</summary>
    /// <param name="source">The requests.</param>
    /// <param name="settings">The settings of the call.</param>
    /// <param name="progress">Receives the progress of the writing.</param>
    /// <param name="onSent">Called each time a chunk has been sent.</param>
    public BatchContent(BatchSource source, RequestSettings settings, BodyProgress progress, Action onSent)
    {
        _source = source;
        _settings = settings;
        _progress = progress;
        _onSent = onSent;
        _closing = [.. Close(settings.ExtraBody)];
        _closingLength = _closing.Sum(static part => (long)part.Length);
        Headers.ContentType = new MediaTypeHeaderValue("application/json");
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        Begin();
        PipeWriter pipe = PipeWriter.Create(stream, new StreamPipeWriterOptions(leaveOpen: true));
        try
        {
            await WriteAsync(pipe, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            await pipe.CompleteAsync(e).ConfigureAwait(false);
            throw;
        }

        await pipe.CompleteAsync().ConfigureAwait(false);
        _onSent();
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Close(IReadOnlyDictionary<string, RawJson> members)
    {
        yield return "]"u8.ToArray();
        foreach ((string name, RawJson value) in members)
        {
            yield return (byte[])[.. ",\""u8, .. JsonEncodedText.Encode(name, JsonText.Writer.Encoder).EncodedUtf8Bytes, .. "\":"u8];
            yield return value.IsEmpty ? "null"u8.ToArray() : value.Memory;
        }

        yield return "}"u8.ToArray();
    }

    // The handler may send a body again on its own, if the connection closes before it has accepted any data.
    private void Begin()
    {
        if (_progress.HasBegun && !_source.IsRepeatable)
        {
            _progress.Failure = new ClaudeTransportException(
                ClaudeTransportErrorKind.ConnectionError,
                "The connection closed before the batch was sent, and its requests cannot be enumerated again, because they are not a collection.");
            throw _progress.Failure;
        }

        _progress.HasBegun = true;
        _count = 0;
        _bytes = 0;
    }

    private async ValueTask WriteAsync(PipeWriter pipe, CancellationToken cancellationToken)
    {
        using var json = new Utf8JsonWriter(pipe, JsonText.Writer);
        Write(pipe, s_opening);
        IAsyncEnumerator<MessageBatchRequest> requests = _source.Requests.GetAsyncEnumerator(cancellationToken);
        await using (requests.ConfigureAwait(false))
        {
            while (await TryWriteNextAsync(requests, pipe, json, cancellationToken).ConfigureAwait(false))
            {
                if (pipe.UnflushedBytes >= FlushThreshold)
                {
                    await pipe.FlushAsync(cancellationToken).ConfigureAwait(false);
                    _onSent();
                }
            }
        }

        foreach (ReadOnlyMemory<byte> part in _closing)
        {
            Write(pipe, part.Span);
        }

        // Completing the writer would flush it too, but could not be canceled.
        await pipe.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<bool> TryWriteNextAsync(
        IAsyncEnumerator<MessageBatchRequest> requests, PipeWriter pipe, Utf8JsonWriter json, CancellationToken cancellationToken)
    {
        try
        {
            if (!await requests.MoveNextAsync().ConfigureAwait(false))
            {
                return false;
            }

            if (_count == MessageBatchLimits.MaxRequests)
            {
                throw new ClaudeBatchTooLargeException(MessageBatchLimits.MaxRequests, "requests", _count);
            }

            if (_count > 0)
            {
                Write(pipe, ","u8);
            }

            Write(Verify(requests.Current), json);
            _count++;
            return true;
        }
        catch (Exception e) when (!(e is OperationCanceledException && cancellationToken.IsCancellationRequested))
        {
            _progress.Failure = e;
            throw;
        }
    }

    private MessageBatchRequest Verify(MessageBatchRequest? request)
    {
        if (request is null)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Request {_count + 1} of the batch is null."));
        }

        // The header has already been sent, so a missing beta cannot be added to it.
        return request.Params?.Betas.FirstOrDefault(beta => !_settings.Betas.Contains(beta)) is { } missing
            ? throw new ArgumentException(string.Create(
                CultureInfo.InvariantCulture,
                $"Request {_count + 1} of the batch uses the beta {ApiErrorDetails.Clean(missing)}. "
                    + $"A batch has one header for all: name it in Betas of the call's options."))
            : request;
    }

    private void Write(MessageBatchRequest request, Utf8JsonWriter json)
    {
        json.Reset();
        request.Write(json);
        json.Flush();
        _bytes += json.BytesCommitted;
        if (_bytes + _closingLength > MessageBatchLimits.MaxBytes)
        {
            throw new ClaudeBatchTooLargeException(MessageBatchLimits.MaxBytes, "bytes", _count);
        }
    }

    private void Write(PipeWriter pipe, ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(pipe.GetSpan(bytes.Length));
        pipe.Advance(bytes.Length);
        _bytes += bytes.Length;
    }
}
