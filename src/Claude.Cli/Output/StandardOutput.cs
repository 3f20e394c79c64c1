using Claude.Cli.IO;
using Microsoft.Win32.SafeHandles;

namespace Claude.Cli.Output;

/// <summary>Standard output as a stream of bytes, without a buffer. Failures are thrown as <see cref="OutputException"/>.</summary>
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
        // The console's own stream does not report that the reader of a pipe has left, so an endless stream would be read for nothing. A FileStream reports it,
        // but it keeps its own position in a regular file and would overwrite data that another process appends. Use a FileStream for pipes and terminals,
        // and the console's stream for files.
        if (OperatingSystem.IsWindows())
        {
            return Console.OpenStandardOutput();
        }

        var direct = new FileStream(new SafeFileHandle(Descriptor, ownsHandle: false), FileAccess.Write, bufferSize: 0);
        return direct.CanSeek ? Console.OpenStandardOutput() : direct;
    }
}
