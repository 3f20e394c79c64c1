using System.Text.Encodings.Web;
using System.Text.Json;

namespace Claude.Cli.Output;

/// <summary>Writes JSON values to standard output, one per line.</summary>
internal sealed class JsonLineWriter : IDisposable
{
    private const int FlushThreshold = 32 * 1024;

    private readonly Stream _output;
    private readonly MemoryStream _lines = new();
    private readonly Utf8JsonWriter _json;
    private int _lineStart;

    public JsonLineWriter(Stream output)
    {
        _output = output;
        _json = new Utf8JsonWriter(_lines, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }

    /// <summary>Gets the writer for the JSON of the current line.</summary>
    public Utf8JsonWriter Json => _json;

    /// <summary>Ends the current line. The line may stay in the buffer until <see cref="Flush"/> is called.</summary>
    public void EndLine()
    {
        _json.Flush();
        _json.Reset();
        // JSON strings cannot contain line breaks, so these are whitespace between tokens and can be replaced with spaces.
        Span<byte> line = _lines.GetBuffer().AsSpan(_lineStart, (int)_lines.Length - _lineStart);
        line.Replace((byte)'\n', (byte)' ');
        line.Replace((byte)'\r', (byte)' ');
        _lines.WriteByte((byte)'\n');
        _lineStart = (int)_lines.Length;
        if (_lineStart >= FlushThreshold)
        {
            Flush();
        }
    }

    /// <summary>Writes the buffered lines to the output.</summary>
    public void Flush()
    {
        _output.Write(_lines.GetBuffer().AsSpan(0, _lineStart));
        _lines.SetLength(0);
        _lineStart = 0;
    }

    public void Dispose() => _json.Dispose();
}
