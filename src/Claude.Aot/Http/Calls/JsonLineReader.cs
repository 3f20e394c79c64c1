using System.Buffers;
using System.IO.Pipelines;

namespace Claude.Aot;

/// <summary>Splits a body into lines, and copies each once. A line that is too long is passed over without being kept.</summary>
internal sealed class JsonLineReader(BodyReader body, int maxLineBytes)
{
    private long _number;

    // How much of the unfinished line was searched, so that one which arrives in many reads is looked through once.
    private long _searched;
    private bool _isTooLong;

    /// <summary>The next line that is not blank; null at the end of the body.</summary>
    /// <exception cref="ClaudeException">The body could not be read on.</exception>
    public async ValueTask<JsonLine?> ReadAsync()
    {
        while (true)
        {
            ReadResult result = await body.ReadAsync().ConfigureAwait(false);
            ReadOnlySequence<byte> buffer = result.Buffer;
            if (buffer.Slice(_searched).PositionOf((byte)'\n') is { } end)
            {
                JsonLine line = Take(buffer.Slice(0, end), isTerminated: true);
                SequencePosition next = buffer.GetPosition(1, end);
                body.AdvanceTo(next, next);
                if (line.IsTooLong || !line.Utf8.IsEmpty)
                {
                    return line;
                }
            }
            else if (result.IsCompleted)
            {
                JsonLine line = Take(buffer, isTerminated: false);
                body.AdvanceTo(buffer.End, buffer.End);
                return line.IsTooLong || !line.Utf8.IsEmpty ? line : null;
            }
            else
            {
                KeepSearching(buffer);
            }
        }
    }

    private void KeepSearching(ReadOnlySequence<byte> buffer)
    {
        _isTooLong |= buffer.Length > maxLineBytes;
        _searched = _isTooLong ? 0 : buffer.Length;
        body.AdvanceTo(_isTooLong ? buffer.End : buffer.Start, buffer.End);
    }

    private JsonLine Take(ReadOnlySequence<byte> line, bool isTerminated)
    {
        bool isTooLong = _isTooLong || line.Length > maxLineBytes;
        _searched = 0;
        _isTooLong = false;
        return new JsonLine(++_number, isTooLong ? default : Trim(line.ToArray()), isTerminated, isTooLong);
    }

    private static ReadOnlyMemory<byte> Trim(byte[] line) => line.AsMemory().Trim(" \t\r"u8);
}
