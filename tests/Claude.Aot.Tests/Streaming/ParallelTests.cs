using System.Collections.Concurrent;
using Claude.Aot.Tests.Shared;
using Claude.Aot.Tests.Streaming.Support;

namespace Claude.Aot.Tests.Streaming;

/// <summary>Streams share the pools of the process, and nothing else.</summary>
public sealed class ParallelTests
{
    private const int Seed = 20261123;
    private const int Streams = 2_000;

    [Fact]
    public async Task Streams_ReadSideBySide_DoNotDisturbEachOther()
    {
        CorpusCase[] cases = [.. TestCorpus.Core.Intersect(TestCorpus.Whole).Select(TestCorpus.Folder.Recorded).Where(recorded => recorded.Body.Length < 20_000)];
        ConcurrentDictionary<string, string> messages = [];
        await Parallel.ForAsync(0, Streams, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (i, _) =>
        {
            var random = new Random(Seed + i);
            CorpusCase recorded = cases[random.Next(cases.Length)];
            int stopAfter = random.Next(3) == 0 ? random.Next(20) : int.MaxValue;
            Message message = await ReadAsync(recorded.Body, random.Next(1, 2_000), stopAfter);
            string json = message.ToJson();

            if (stopAfter == int.MaxValue && messages.GetOrAdd(recorded.Name, json) != json)
            {
                Assert.Fail($"{recorded.Name} came out in two ways.");
            }
        });

        Assert.Equal(cases.Length, messages.Count);
        foreach (CorpusCase recorded in cases)
        {
            Check.JsonEqual(recorded.Expected.Message!.Value, messages[recorded.Name], recorded.Name);
        }
    }

    private static async Task<Message> ReadAsync(byte[] body, int readSize, int stopAfter)
    {
        await using MessageStream stream = MessageStream.FromStream(new YieldingStream(body, readSize));
        await foreach (StreamEvent _ in stream)
        {
            if (stopAfter-- == 0)
            {
                return stream.Snapshot.ToMessage();
            }
        }

        return stream.Snapshot.ToMessage();
    }

    /// <summary>Gives bytes after a turn of the scheduler, so that streams take turns on the same threads.</summary>
    private sealed class YieldingStream(byte[] bytes, int size) : MemoryStream(bytes)
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            return Read(buffer.Span[..Math.Min(size, buffer.Length)]);
        }
    }
}
