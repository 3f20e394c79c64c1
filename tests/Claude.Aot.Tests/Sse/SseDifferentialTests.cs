using System.Net.ServerSentEvents;
using System.Text;
using Claude.Aot.Tests.Shared;

namespace Claude.Aot.Tests.Sse;

public class SseDifferentialTests
{
    private const int Seed = 20261123;

    [Fact]
    public async Task Reader_RecordedStreams_AgreesWithThePlatformsParser()
    {
        var random = new Random(Seed);
        int events = 0;
        foreach (string name in SseCorpus.RecordedNames)
        {
            byte[] body = SseCorpus.Recorded(name);
            List<SeenEvent> expected = ReadWithPlatform(body);
            foreach (int size in (int[])[int.MaxValue, 1400, random.Next(1, 200)])
            {
                await using var reader = SseReader.Create(new PiecewiseStream(body, size));
                List<SeenEvent> seen = await SseDrain.AllAsync(reader);
                Assert.True(expected.SequenceEqual(seen), $"{name} in reads of {size}");
            }

            events += expected.Count;
        }

        Assert.True(events > 10_000, $"Only {events} events compared.");
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\r")]
    [InlineData(null)]
    public async Task Reader_RandomStreamsAndSplits_AgreesWithTheStandard(string? lineEnd)
    {
        var random = new Random(Seed);
        for (int round = 0; round < 1_000; round++)
        {
            byte[] body = RandomStream(random, lineEnd);
            List<SeenEvent> expected = SseReference.Read(body);
            var kind = (MemoryKind)random.Next(3);
            int largest = random.Next(2) == 0 ? 4 : 60;
            int[] sizes = [.. Enumerable.Range(0, body.Length).Select(_ => random.Next(largest))];
            List<SeenEvent> seen = await SseDrain.AllAsync(new ScriptedPipe(body, sizes, kind, random.Next(1, 5)));
            Assert.True(
                expected.SequenceEqual(seen),
                $"round {round}: {SseDrain.Show(body)}\nexpected {string.Join("; ", expected)}\nbut got  {string.Join("; ", seen)}");
        }
    }

    [Fact]
    public void Reference_ConformanceCases_GivesTheStandardsEvents()
    {
        foreach (ConformanceCase item in SseCorpus.Cases)
        {
            Assert.True(item.Expected.SequenceEqual(SseReference.Read(item.Input)), item.Name);
        }
    }

    private static byte[] RandomStream(Random random, string? lineEnd)
    {
        string[] lineEnds = lineEnd is null ? ["\n", "\r\n", "\r"] : [lineEnd];

        // Latin-1, so that each character is one byte: some of them are no UTF-8.
        string[] lines =
        [
            "data: x", "data:y z", "data", "data: {\"type\":\"ping\"}", "data: \u00C3\u00A9", "data: \u00E2\u0082", "data: \u00FFa",
            "data: " + new string('d', 90),
            "event: content_block_delta", "event:ping", "event", "event: a", "event: \u00F0\u009F", "id: 7", "id: \u00C3\u00BC", "id: \0", "id",
            ": comment", "other: field", "retry: x", "retry: 10", "retry: 020", "data:", "\u00EF\u00BB\u00BFdata: z", "", "", "", "", "", "", "",
        ];
        var text = new StringBuilder(random.Next(4) == 0 ? "\u00EF\u00BB\u00BF" : "");
        for (int i = random.Next(1, 40); i > 0; i--)
        {
            text.Append(lines[random.Next(lines.Length)]).Append(lineEnds[random.Next(lineEnds.Length)]);
        }

        return Encoding.Latin1.GetBytes(text.Append(random.Next(2) == 0 ? "data: unfinished" : "").ToString());
    }

    private static List<SeenEvent> ReadWithPlatform(byte[] body)
    {
        var parser = SseParser.Create(new MemoryStream(body));
        List<SeenEvent> seen = [];
        foreach (SseItem<string> item in parser.Enumerate())
        {
            seen.Add(new SeenEvent(item.EventType, item.Data, parser.LastEventId, null));
        }

        return seen;
    }
}
