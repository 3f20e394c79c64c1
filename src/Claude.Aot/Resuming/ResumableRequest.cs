using System.Buffers;
using System.Text.Json;
using Claude.Aot.Buffers;
using Claude.Aot.Json;

namespace Claude.Aot.Resuming;

/// <summary>The request of a stream that may be resumed. It keeps the body, and reads the few members that decide how a message is continued.</summary>
internal sealed class ResumableRequest
{
    private static readonly string[] s_outline = ["model", "thinking", "tool_choice", "output_format", "output_config"];

    private readonly PooledChunks _body;
    private bool _isReleased;

    public ResumableRequest(PooledChunks body)
    {
        body.Acquire();
        _body = body;
    }

    /// <summary>Gets the request without its long members, which are its turns, its system prompt and its tools.</summary>
    public RawJson Outline { get; private set; }

    /// <summary>Reads <see cref="Outline"/>.</summary>
    /// <returns>False if the body was released.</returns>
    public bool TryReadOutline()
    {
        if (!Outline.IsEmpty)
        {
            return true;
        }

        // Another thread may release the body during the read.
        if (!_body.TryAcquire())
        {
            return false;
        }

        try
        {
            Outline = ReadOutline(_body.ToSequence());
            return true;
        }
        finally
        {
            _body.Release();
        }
    }

    /// <summary>Releases the body, because no further request will be needed. Safe to call more than once, and from any thread.</summary>
    public void Release()
    {
        if (!Interlocked.Exchange(ref _isReleased, true))
        {
            _body.Release();
        }
    }

    private static RawJson ReadOutline(ReadOnlySequence<byte> body)
    {
        var outline = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(outline, JsonText.Writer))
        {
            json.WriteStartObject();
            var members = new SequenceMembers(body);
            while (members.MoveNext())
            {
                if (s_outline.Contains(members.Name))
                {
                    json.WritePropertyName(members.Name);
                    json.WriteRawValue(members.Value, skipInputValidation: true);
                }
            }

            json.WriteEndObject();
        }

        return new RawJson(outline.WrittenMemory);
    }
}
