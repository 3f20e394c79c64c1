using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;

namespace Claude.Aot;

/// <summary>Reads a body that is one JSON object.</summary>
internal static class JsonBody
{
    /// <exception cref="ClaudeException">It ended early, is too large, is no JSON object, or its transport failed.</exception>
    public static async ValueTask<RawJson> ReadAsync(BodyReader body, StreamLimits limits)
    {
        while (true)
        {
            ReadResult result = await body.ReadAsync().ConfigureAwait(false);
            ReadOnlySequence<byte> buffer = result.Buffer;
            if (buffer.Length > limits.MaxMessageBytes)
            {
                Throw.LimitExceeded(nameof(StreamLimits.MaxMessageBytes), limits.MaxMessageBytes);
            }

            if (result.IsCompleted)
            {
                byte[] bytes = buffer.ToArray();
                body.AdvanceTo(buffer.End, buffer.End);
                return Parse(bytes, limits);
            }

            body.AdvanceTo(buffer.Start, buffer.End);
        }
    }

    private static RawJson Parse(byte[] bytes, StreamLimits limits)
    {
        switch (JsonObjectCheck.Take(bytes, limits.MaxDepth, out RawJson json, out long position))
        {
            case JsonVerdict.Object:
                return json;
            case JsonVerdict.Unfinished:
                throw new ClaudeStreamException(ClaudeStreamErrorKind.Truncated, "The body ended before its JSON did.");
            case JsonVerdict.TooDeep:
                Throw.LimitExceeded(nameof(StreamLimits.MaxDepth), limits.MaxDepth, unit: "");
                break;
        }

        throw new ClaudeStreamException(
            ClaudeStreamErrorKind.Protocol, string.Create(CultureInfo.InvariantCulture, $"The body is not a JSON object: it goes wrong at byte {position + 1}. RawData has its start."))
        {
            RawData = bytes,
        };
    }
}
