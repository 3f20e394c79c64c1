using System.CommandLine;
using System.Reflection;
using Claude.Aot;
using Claude.Cli.IO;
using Claude.Cli.Output;

namespace Claude.Cli.Commands;

/// <summary>No command: plays back the recording that the program carries, at the pace of reading.</summary>
internal static class DemoCommand
{
    private const string Recording = "pelican.sse";
    private const int EventsPerSecond = 35;

    public static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var body = new PacedStream(ReadRecording(), TimeSpan.FromSeconds(1.0 / EventsPerSecond));
        await using MessageStream stream = MessageStream.FromStream(body);
        int exitCode = await new MessagePrinter(StandardOutput.Open(), OutputMode.Text).PrintAsync(stream, cancellationToken);
        StandardError.WriteLine(Summary.Of(stream.Snapshot.ToMessage()));
        StandardError.WriteLine("this was a recording, read as if it came from the API; nothing was sent. See --help for recordings of your own.");
        StandardError.WriteLine("to set a key for the API: export ANTHROPIC_API_KEY=... (asking the API comes with the client; this version only reads)");
        return exitCode;
    }

    private static byte[] ReadRecording()
    {
        using Stream resource = Assembly.GetExecutingAssembly().GetManifestResourceStream(Recording)!;
        byte[] bytes = new byte[resource.Length];
        resource.ReadExactly(bytes);
        return bytes;
    }
}
