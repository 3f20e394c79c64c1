using System.Text;
using Claude.Aot.Tests.Streaming.Support;
using Claude.Aot.Tests.Views;

namespace Claude.Aot.Tests.Folding;

/// <summary>
/// Names, types and kinds of values changed anywhere in the events of every recorded stream: reading does not throw, every event is delivered to the letter, and the message still says
/// what no event speaks of, to the letter too.
/// </summary>
public sealed class MutatedStreamTests
{
    private const int Seed = 20261123;
    private const int RoundsPerStream = 8;
    private const int ChangesPerRound = 4;

    public static TheoryData<int> Shares => [.. Enumerable.Range(0, ShareCount)];

    private const int ShareCount = 8;

    [Theory]
    [MemberData(nameof(Shares))]
    public async Task Stream_Mutated_LosesNothing(int share)
    {
        string[] names = [.. TestCorpus.Whole.Where((_, i) => i % ShareCount == share)];
        Assert.NotEmpty(names);
        foreach (string name in names)
        {
            (string Name, string Json)[] events = [.. EventsOf(name)];
            var random = new Random(Seed);
            for (int round = 0; round < RoundsPerStream; round++)
            {
                await VerifyAsync(Mutate(events, random), $"{name} in round {round}");
            }
        }
    }

    private static IEnumerable<(string Name, string Json)> EventsOf(string name)
    {
        foreach (string json in ReferenceFold.SplitEvents(Encoding.UTF8.GetString(TestCorpus.Read(name)), adoptLast: true))
        {
            using System.Text.Json.JsonDocument e = System.Text.Json.JsonDocument.Parse(json);
            string type = e.RootElement.GetProperty("type").GetString()!;
            if (type != "ping")
            {
                yield return (type, json);
            }
        }
    }

    /// <summary>The last event ends the stream, and stays.</summary>
    private static (string Name, string Json)[] Mutate((string Name, string Json)[] events, Random random)
    {
        (string Name, string Json)[] mutated = [.. events];
        for (int i = 0; i < ChangesPerRound; i++)
        {
            int at = random.Next(mutated.Length - 1);
            mutated[at] = (mutated[at].Name, JsonMutator.Change(mutated[at].Json, random));
        }

        return mutated;
    }

    private static async Task VerifyAsync((string Name, string Json)[] events, string what)
    {
        var body = new SseBody();
        var echo = new ExpectedEcho();
        foreach ((string name, string json) in events)
        {
            body.Event(name, json);
            echo.Add(name, json);
        }

        try
        {
            await using MessageStream stream = body.Open(readSize: 1400);
            int count = 0;
            await foreach (StreamEvent e in stream)
            {
                Assert.Equal(events[count++].Json, e.RawJson.ToString());
                VerifyViews(e, depth: 0);
                Assert.NotNull(e.ToOwned());
            }

            Assert.Equal(events.Length, count);
            VerifyViews(stream.Snapshot, depth: 0);
            Message message = await stream.GetFinalMessageAsync();
            echo.Verify(message, what);
            string content = string.Join(',', message.Content.Select(block => block.ToJson()));
            Assert.Equal($$"""{"role":"assistant","content":[{{content}}]}""", InputMessage.FromMessage(message).ToJson());
        }
        catch (Exception e) when (e is not Xunit.Sdk.IAssertionException)
        {
            throw new InvalidOperationException($"{what}:\n{string.Join('\n', events.Select(item => item.Json))}", e);
        }
    }

    /// <summary>No accessor throws.</summary>
    private static void VerifyViews(object view, int depth)
    {
        foreach ((_, Func<object?> get) in ViewReflection.PropertiesOf(view))
        {
            if (get() is { } value && depth < 3 && ViewReflection.IsView(value) && value is not Utf8Text)
            {
                VerifyViews(value, depth + 1);
            }
        }
    }
}
