using System.Text;
using Claude.Aot.Tests.Infrastructure;
using Claude.Aot.Tests.Shared;

namespace Claude.Aot.Tests.Cli;

/// <summary>Bodies that the tests of the console app feed it.</summary>
internal static class Streams
{
    private static readonly CorpusFolder s_corpus = new(Repository.PathOf("tests", "Corpus"));

    /// <summary>The beginning of a message: its text so far is "Hello".</summary>
    public static byte[] Opening { get; } = Encoding.UTF8.GetBytes("""
        event: message_start
        data: {"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","model":"m","content":[],"usage":{"input_tokens":1,"output_tokens":1}}}

        event: content_block_start
        data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}

        event: content_block_delta
        data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Hello"}}


        """);

    /// <summary>One more delta, of the text "a".</summary>
    public static byte[] Delta { get; } = Encoding.UTF8.GetBytes("""
        event: content_block_delta
        data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"a"}}


        """);

    public static CorpusCase Recorded(string name) => s_corpus.Recorded(name);

    public static string PathOf(string name) => Repository.PathOf("tests", "Corpus", $"{name}.sse");

    public static byte[] Read(string name) => s_corpus.ReadBytes($"{name}.sse");
}
