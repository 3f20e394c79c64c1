using Claude.Cli.IO;
using Microsoft.Win32.SafeHandles;

namespace Claude.Cli.Output;

/// <summary>Standard output as bytes, unbuffered: what is written has left the process. What goes wrong shows as <see cref="OutputException"/>.</summary>
internal sealed class StandardOutput : WriteOnlyStream
{
    private const int Descriptor = 1;

    private readonly Stream _inner;

    private StandardOutput(Stream inner) => _inner = inner;

    public static StandardOutput Open() => new(OpenInner());

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        try
        {
            _inner.Write(buffer);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new OutputException(e);
        }
    }

    private static Stream OpenInner()
    {
        // The console's own stream hides a reader that left, so that an endless stream would be read for nobody. A FileStream reports it, but would write to
        // a regular file at positions of its own, over what another process appends there: each is used where it is right.
        if (OperatingSystem.IsWindows())
        {
            return Console.OpenStandardOutput();
        }

        var direct = new FileStream(new SafeFileHandle(Descriptor, ownsHandle: false), FileAccess.Write, bufferSize: 0);
        return direct.CanSeek ? Console.OpenStandardOutput() : direct;
    }
}
