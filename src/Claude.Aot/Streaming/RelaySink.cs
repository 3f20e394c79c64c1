using Claude.Aot.Events;

namespace Claude.Aot.Streaming;

/// <summary>Copies whole events, as an event stream (HTML standard, section 9.2.5).</summary>
internal sealed class RelaySink(Utf8Sink destination) : Utf8Sink
{
    public override void Write(in CurrentEvent e)
    {
        ReadOnlySpan<byte> name = e.TypeName;

        // A line's end would end the name. The JSON has it all the same.
        if (name.IndexOfAny((byte)'\n', (byte)'\r') < 0)
        {
            WriteLine("event: "u8, name);
        }

        // What came in several lines goes in several: between them stand the only ends of lines that it holds.
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
