using System.Globalization;
using Claude.Aot.Testing;
using Claude.Aot.Tests.Http.Support;
using Claude.Aot.Tests.Shared;
using Claude.Aot.Tests.Shared.Http;
using Claude.Aot.Tests.Streaming.Support;

namespace Claude.Aot.Tests.Http;

/// <summary>Recorded streams that end or break anywhere, over real connections: the whole message or a typed exception with what was received, never a silent end.</summary>
public sealed class CutTests
{
    private const int Seed = 20261124;
    private const int CutsPerStream = 2;
    private const int LargestBody = 30_000;
    private const int Concurrency = 4;
    private const string NumberHeader = "x-number";

    private static readonly string s_smallest = TestCorpus.Whole.MinBy(SizeOf)!;

    /// <summary>Every byte of the smallest stream, and a few of each that covers a feature.</summary>
    private static readonly Cut[] s_cuts = [.. EveryByte(), .. RandomBytes()];

    [Theory]
    [MemberData(nameof(TheoryRows.HttpVersions), MemberType = typeof(TheoryRows))]
    public async Task Body_ThatEndsAtAnyByte_IsWholeOrTruncated(string version)
    {
        await RunAsync(version, static (script, cut) => script.CutAtByte(cut.Length), async (open, cut) =>
        {
            string? json = await CutCheck.ReadAsync(open, cut.Stream.Body, cut.Length, cut.Stream.Plan, cut.Stream.Name);

            CutCheck.Compare(cut.Stream.Plan.MessageAfter(cut.Stream.Plan.CountAt(cut.Length)), json, $"{cut.Stream.Name} cut at {cut.Length}");
        });
    }

    [Theory]
    [MemberData(nameof(TheoryRows.HttpVersions), MemberType = typeof(TheoryRows))]
    public async Task Connection_ThatBreaksAtAnyByte_IsATransportErrorWithTheEventsThatCame(string version)
    {
        await RunAsync(version, static (script, cut) => script.AbortAtByte(cut.Length), async (open, cut) =>
        {
            (CutPlan plan, string what) = (cut.Stream.Plan, $"{cut.Stream.Name} broken at {cut.Length}");
            int events = 0;
            try
            {
                await using MessageStream stream = await open();
                await foreach (StreamEvent _ in stream)
                {
                    events++;
                }

                // A break behind message_stop is no loss.
                Assert.True(plan.IsWhole(plan.CountAt(cut.Length)), what);
            }
            catch (ClaudeStreamException e)
            {
                Assert.True(e.Kind == ClaudeStreamErrorKind.Transport, $"{what}: {e.Message}");
                // The break may overtake the last events, but what came is what was folded.
                int count = Enumerable.Range(0, plan.CountAt(cut.Length) + 1).Last(count => plan.DeliveredOf(count) <= events);
                Assert.True(plan.DeliveredOf(count) == events, $"{what}: {events} events");
                CutCheck.Compare(plan.MessageAfter(count), e.Partial?.ToJson(), what);
            }
        });
    }

    private static async Task RunAsync(string version, Func<ResponseScript, Cut, ResponseScript> change, Func<Func<Task<MessageStream>>, Cut, Task> check)
    {
        await using ReplayServer server = await ReplayServer.StartAsync(new ReplayServerOptions(), exchange =>
        {
            Cut cut = s_cuts[int.Parse(exchange.Headers[NumberHeader], CultureInfo.InvariantCulture)];
            return change(ResponseScript.FromBytes(cut.Stream.Body), cut);
        });
        using ClaudeClient client = TestClient.Of(server, version, options => options.MaxRetries = 0);

        await Parallel.ForAsync(0, s_cuts.Length, new ParallelOptions { MaxDegreeOfParallelism = Concurrency }, async (number, _) =>
        {
            var options = new RequestOptions { Headers = new Dictionary<string, string> { [NumberHeader] = $"{number}" } };
            await check(() => client.Messages.StreamAsync(TestClient.Hello, options).Promptly(), s_cuts[number]);
        });

        Assert.Equal(s_cuts.Length, server.Log.All.Count);
    }

    private static IEnumerable<Cut> EveryByte()
    {
        var stream = Recorded.Of(s_smallest);
        return Enumerable.Range(0, stream.Body.Length + 1).Select(length => new Cut(stream, length));
    }

    private static IEnumerable<Cut> RandomBytes()
    {
        var random = new Random(Seed);
        foreach (string name in TestCorpus.Core.Intersect(TestCorpus.Whole).Where(name => SizeOf(name) <= LargestBody))
        {
            var stream = Recorded.Of(name);
            for (int i = 0; i < CutsPerStream; i++)
            {
                yield return new Cut(stream, random.Next(stream.Body.Length + 1));
            }
        }
    }

    private static int SizeOf(string name) => TestCorpus.Manifest[name].GetProperty("size").GetInt32();

    private sealed record Recorded(string Name, byte[] Body, CutPlan Plan)
    {
        public static Recorded Of(string name)
        {
            byte[] body = TestCorpus.Read(name);
            return new Recorded(name, body, new CutPlan(body));
        }
    }

    private sealed record Cut(Recorded Stream, int Length);
}
