using Claude.Aot.Events;

namespace Claude.Aot.Streaming;

/// <summary>A sink that copies whole events as an event stream (HTML standard, section 9.2.5).</summary>
internal sealed class RelaySink(Utf8Sink destination) : Utf8Sink
{
    public override void Write(in CurrentEvent e)
    {
        ReadOnlySpan<byte> name = e.TypeName;

        // A line break would end the name. In that case the name is omitted; the JSON has the type too.
        if (name.IndexOfAny((byte)'\n', (byte)'\r') < 0)
        {
            WriteLine("event: "u8, name);
        }

        // Data that arrived in several lines is written in several lines. It contains no other line breaks.
        ReadOnlySpan<byte> json = e.Json;
        while (json.IndexOf((byte)'\n') is >= 0 and var end)
        {
            WriteLine("data: "u8, json[..end]);
            json = json[(end + 1)..];
        }

        WriteLine("data: "u8, json);
        Write("\n"u8);
    }

    public override void Write(ReadOnlySpan<byte> utf8) => destination.Write(utf8);

    public override ValueTask FlushAsync(CancellationToken cancellationToken) => destination.FlushAsync(cancellationToken);

    public override void Dispose() => destination.Dispose();

    private void WriteLine(ReadOnlySpan<byte> field, ReadOnlySpan<byte> value)
    {
        Write(field);
        Write(value);
        Write("\n"u8);
    }
}
