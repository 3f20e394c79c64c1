using System.Globalization;
using System.Text.Json;
using Claude.Aot.Testing;
using Claude.Aot.Tests.Shared.Http;

namespace Claude.Aot.Tests.Shared.Promises;

/// <summary>
/// Checks recorded streams that end or break anywhere, over real connections. The result is the whole message, or a typed exception with the message received
/// so far, but never a silent end.
/// </summary>
internal sealed class ConnectionCutCheck
{
    private const int Seed = 20261124;
    private const int CutsPerStream = 2;
    private const int LargestBody = 30_000;
    private const int Concurrency = 4;
    private const string NumberHeader = "x-number";

    private readonly CorpusFolder _corpus;
    private readonly IReadOnlyDictionary<string, JsonElement> _manifest;
    private readonly string[] _whole;

    /// <summary>Every byte of the smallest stream, and a few bytes of each stream that covers a feature.</summary>
    private readonly Cut[] _cuts;

    private ConnectionCutCheck(CorpusFolder corpus)
    {
        _corpus = corpus;
        _manifest = corpus.ReadManifest();
        _whole = [.. corpus.WholeNames().Order(StringComparer.Ordinal)];
        _cuts = [.. EveryByte(), .. RandomBytes()];
    }

    public static IEnumerable<(string Name, Func<Task> Run)> Cases(CorpusFolder corpus)
    {
        foreach (string version in Scripts.HttpVersions)
        {
            yield return ($"a body that ends at any byte, HTTP/{version}", () => new ConnectionCutCheck(corpus).Body_ThatEndsAtAnyByte_IsWholeOrTruncated(version));
            yield return ($"a connection that breaks at any byte, HTTP/{version}", () => new ConnectionCutCheck(corpus).Connection_ThatBreaksAtAnyByte_IsATransportErrorWithTheEventsThatCame(version));
        }
    }

    private async Task Body_ThatEndsAtAnyByte_IsWholeOrTruncated(string version)
    {
        await RunAsync(version, static (script, cut) => script.CutAtByte(cut.Length), async (open, cut) =>
        {
            string? json = await CutCheck.ReadAsync(open, cut.Stream.Body, cut.Length, cut.Stream.Plan, cut.Stream.Name);

            CutCheck.Compare(cut.Stream.Plan.MessageAfter(cut.Stream.Plan.CountAt(cut.Length)), json, $"{cut.Stream.Name} cut at {cut.Length}");
        });
    }

    private async Task Connection_ThatBreaksAtAnyByte_IsATransportErrorWithTheEventsThatCame(string version)
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

                // A break after message_stop loses nothing.
                Check.That(plan.IsWhole(plan.CountAt(cut.Length)), what);
            }
            catch (ClaudeTransportException e)
            {
                Check.That(e.Kind == ClaudeTransportErrorKind.ConnectionError, $"{what}: {e.Message}");
                // The break may overtake the last events, but the partial message contains all events that arrived.
                int count = Enumerable.Range(0, plan.CountAt(cut.Length) + 1).Last(count => plan.DeliveredOf(count) <= events);
                Check.That(plan.DeliveredOf(count) == events, $"{what}: {events} events");
                CutCheck.Compare(plan.MessageAfter(count), e.Partial?.ToJson(), what);
            }
        });
    }

    private async Task RunAsync(string version, Func<ResponseScript, Cut, ResponseScript> change, Func<Func<Task<MessageStream>>, Cut, Task> check)
    {
        await using ReplayServer server = await ReplayServer.StartAsync(new ReplayServerOptions(), exchange =>
        {
            Cut cut = _cuts[int.Parse(exchange.Headers[NumberHeader], CultureInfo.InvariantCulture)];
            return change(ResponseScript.FromBytes(cut.Stream.Body), cut);
        });
        using ClaudeClient client = TestClient.Of(server, version, options => options.MaxRetries = 0);

        await Parallel.ForAsync(0, _cuts.Length, new ParallelOptions { MaxDegreeOfParallelism = Concurrency }, async (number, _) =>
        {
            var options = new RequestOptions { Headers = new Dictionary<string, string> { [NumberHeader] = $"{number}" } };
            await check(() => client.Messages.StreamAsync(TestClient.Hello, options).Promptly(), _cuts[number]);
        });

        Check.Equal(_cuts.Length, server.Log.All.Count);
    }

    private IEnumerable<Cut> EveryByte()
    {
        Recorded stream = Read(_whole.MinBy(SizeOf)!);
        return Enumerable.Range(0, stream.Body.Length + 1).Select(length => new Cut(stream, length));
    }

    private IEnumerable<Cut> RandomBytes()
    {
        var random = new Random(Seed);
        foreach (string name in _whole.Where(name => _manifest[name].GetProperty("core").GetBoolean() && SizeOf(name) <= LargestBody))
        {
            Recorded stream = Read(name);
            for (int i = 0; i < CutsPerStream; i++)
            {
                yield return new Cut(stream, random.Next(stream.Body.Length + 1));
            }
        }
    }

    private int SizeOf(string name) => _manifest[name].GetProperty("size").GetInt32();

    private Recorded Read(string name)
    {
        byte[] body = _corpus.ReadBytes($"recorded/{name}.sse");
        return new Recorded(name, body, new CutPlan(body));
    }

    private sealed record Recorded(string Name, byte[] Body, CutPlan Plan);

    private sealed record Cut(Recorded Stream, int Length);
}
