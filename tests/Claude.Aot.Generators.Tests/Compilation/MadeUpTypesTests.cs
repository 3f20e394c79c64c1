using System.Text;

namespace Claude.Aot.Generators.Tests;

/// <summary>A new event, block or delta is an edit of the schema and nothing else: the package's sources, with another schema, stream it.</summary>
public class MadeUpTypesTests
{
    private const string Stream = """
        {"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","model":"m","content":[],"hall":{"seats":300},"usage":{"input_tokens":1}}}
        {"type":"curtain","scene":{"title":"A \"wood\"","lights":7},"degrees":41.5}
        {"type":"content_block_start","index":0,"content_block":{"type":"song","id":"s","lyrics":"","score":{},"hall":{"city":"Graz"}}}
        {"type":"content_block_delta","index":0,"delta":{"type":"lyrics_delta","lyrics":"La \u00e9"}}
        {"type":"content_block_delta","index":0,"delta":{"type":"lyrics_delta","lyrics":" la","key":"c"}}
        {"type":"content_block_delta","index":0,"delta":{"type":"score_delta","fragment":"{\"bars\":"}}
        {"type":"content_block_delta","index":0,"delta":{"type":"score_delta","fragment":" [1]}"}}
        {"type":"content_block_stop","index":0}
        {"type":"content_block_start","index":1,"content_block":{"type":"audio","transcript":"","chunks":[]}}
        {"type":"content_block_delta","index":1,"delta":{"type":"audio_delta","transcript":"La","chunk":"QUI="}}
        {"type":"content_block_delta","index":1,"delta":{"type":"audio_delta","chunk":"Q0Q="}}
        {"type":"content_block_stop","index":1}
        {"type":"applause","change":{"loudness":0.5,"hall":{"city":"Linz"}},"claps":3}
        {"type":"applause","change":{"loudness":null},"claps":9}
        {"type":"message_stop"}
        """;

    private const string App = """
        using System.Collections.Generic;
        using System.IO;
        using System.Text.Json;
        using System.Threading.Tasks;
        using Claude.Aot;
        using static System.FormattableString;

        public static class App
        {
            public static List<string> Run(Stream body) => RunAsync(body).GetAwaiter().GetResult();

            private static async Task<List<string>> RunAsync(Stream body)
            {
                List<string> seen = [];
                await using MessageStream stream = MessageStream.FromStream(body);
                await foreach (StreamEvent e in stream)
                {
                    seen.Add(Describe(e, stream.Snapshot));
                }

                Message message = await stream.GetFinalMessageAsync();
                seen.Add(message.ToJson());
                seen.Add(Describe(message));
                string json = JsonSerializer.Serialize(new SongBlock { Lyrics = "Do", Key = "d" }, new JsonSerializerOptions { TypeInfoResolver = ClaudeJson.Resolver });
                seen.Add(json);
                return seen;
            }

            private static string Describe(StreamEvent e, MessageView message) => e.Type switch
            {
                StreamEventType.Curtain => Invariant($"{e.TypeName}: {e.Title}, {e.Lights}, {e.Degrees}, {((CurtainEvent)e.ToOwned()).Scene!.Lights}"),
                StreamEventType.Applause => Invariant($"{e.TypeName}: {e.Claps}, {e.Loudness}; {message.Claps}, {message.Loudness}, {message.Hall}"),
                StreamEventType.ContentBlockStart => $"{e.ContentBlock.Type} in {message.City}",
                StreamEventType.ContentBlockDelta => e.Delta.Type switch
                {
                    DeltaType.LyricsDelta => $"{e.Delta.Lyrics}|{e.Delta.Key}|{e.ContentBlock.Lyrics}|{e.ContentBlock.Key}",
                    DeltaType.ScoreDelta => $"{e.Delta.Fragment}|{e.ContentBlock.Score}|{e.ContentBlock.Score.State}",
                    DeltaType.AudioDelta => $"{e.Delta.Transcript}|{e.Delta.Chunk}|{e.ContentBlock.Transcript}|{e.ContentBlock.Chunks}",
                    _ => "?",
                },
                _ => $"{e.TypeName}",
            };

            private static string Describe(Message message)
            {
                var song = (SongBlock)message.Content[0];
                var audio = (AudioBlock)message.Content[1];
                return Invariant(
                    $"{song.Type} {song.Lyrics} {song.Key} {song.Score} {song.Hall?.City} {song.Extra[0].Key}; {audio.Transcript} {string.Join('+', audio.Chunks)}; {message.City} {message.Claps} {message.Loudness} {message.Hall?.City} {message.Hall?.Seats}");
            }
        }
        """;

    private static readonly Lazy<IReadOnlyList<string>> s_seen = new(Run);

    [Fact]
    public void Package_WithMadeUpTypes_CompilesWithoutAWarning() => CompilationAssert.IsClean(MadeUpTypes.Compilation);

    [Fact]
    public void Events_MadeUp_ArriveWithTheirTypeAndMembers()
    {
        Assert.Equal("""curtain: A "wood", 7, 41.5, 7""", s_seen.Value[1]);
        Assert.Equal("""applause: 3, 0.5; 3, 0.5, {"seats":300,"city":"Linz"}""", s_seen.Value[12]);
        Assert.Equal("""applause: 9, 0; 9, 0.5, {"seats":300,"city":"Linz"}""", s_seen.Value[13]);
    }

    [Fact]
    public void Deltas_MadeUp_FoldIntoTheirBlock() => Assert.Equal(
        [
            "Song in Graz",
            "La \u00E9||La \u00E9|",
            " la|c|La \u00E9 la|c",
            """{"bars":|{"bars":|Incomplete""",
            """ [1]}|{"bars": [1]}|Valid""",
            "content_block_stop",
            "Audio in Graz",
            """La|QUI=|La|["QUI="]""",
            """|Q0Q=|La|["QUI=","Q0Q="]""",
            "content_block_stop",
        ],
        s_seen.Value.Skip(2).Take(10));

    [Fact]
    public void Message_OfMadeUpTypes_HoldsThem()
    {
        Assert.Equal(
            """{"id":"msg_1","type":"message","role":"assistant","model":"m","content":[{"type":"song","id":"s","lyrics":"La é la","score":{"bars": [1]},"hall":{"city":"Graz"},"key":"c"},{"type":"audio","transcript":"La","chunks":["QUI=","Q0Q="]}],"hall":{"seats":300,"city":"Linz"},"usage":{"input_tokens":1},"loudness":0.5,"claps":9}""",
            s_seen.Value[^3]);
        Assert.Equal("""Song La é la c {"bars": [1]} Graz id; La QUI=+Q0Q=; Graz 9 0.5 Linz 300""", s_seen.Value[^2]);
    }

    [Fact]
    public void Block_MadeUp_IsWrittenByTheSerializer() => Assert.Equal("""{"type":"song","lyrics":"Do","score":{},"key":"d"}""", s_seen.Value[^1]);

    private static IReadOnlyList<string> Run()
    {
        byte[] body = Encoding.UTF8.GetBytes(string.Concat(Stream.Split('\n').Select(json => $"data: {json}\n\n")));
        return AppRun.Run<IReadOnlyList<string>>(MadeUpTypes.Image, MadeUpTypes.CompileApp(App), new MemoryStream(body));
    }
}
