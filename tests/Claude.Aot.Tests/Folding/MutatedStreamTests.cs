using System.Text;
using System.Text.Json;
using Claude.Aot.Tests.Shared;
using Claude.Aot.Tests.Streaming.Support;
using Claude.Aot.Tests.Views;

namespace Claude.Aot.Tests.Folding;

/// <summary>
/// Names, types and kinds of values changed anywhere in the events of every recorded stream: reading does not throw, every event is delivered to the letter, and the message still says
/// what no event speaks of, to the letter too. A stream without an end, and one that ends in an error, fails as it does unchanged, with the message so far.
/// </summary>
public sealed class MutatedStreamTests
{
    private const int Seed = 20261123;
    private const int RoundsPerStream = 2;
    private const int ChangesPerRound = 4;
    private const int ViewDepth = 3;
    private const string MessageStop = "message_stop";
    private const string Error = "error";

    private static readonly ClaudeDiagnosticKind[] s_repaired =
    [
        ClaudeDiagnosticKind.UnreadableIndex, ClaudeDiagnosticKind.MismatchedDelta, ClaudeDiagnosticKind.TextNotString, ClaudeDiagnosticKind.MissingToolInput,
        ClaudeDiagnosticKind.ContentInMessageStart, ClaudeDiagnosticKind.UsageInDelta, ClaudeDiagnosticKind.MessageInMessageStop, ClaudeDiagnosticKind.UnexpectedBlockStart,
        ClaudeDiagnosticKind.UnexpectedBlockStop, ClaudeDiagnosticKind.DeltaWithoutBlock, ClaudeDiagnosticKind.MissingMessageStart,
    ];

    [Fact]
    public async Task Stream_Mutated_LosesNothing()
    {
        var random = new Random(Seed);
        foreach (string name in TestCorpus.Names)
        {
            Event[] events = [.. EventsOf(name)];
            for (int round = 0; round < RoundsPerStream; round++)
            {
                Event[] mutated = Mutate(events, random);
                try
                {
                    await VerifyAsync(mutated, name);
                }
                catch (Exception e) when (e is not Xunit.Sdk.IAssertionException)
                {
                    Assert.Fail($"{name} in round {round} threw {e}\n{string.Join('\n', mutated.Select(item => item.Json))}");
                }
            }
        }
    }

    private static IEnumerable<Event> EventsOf(string name)
    {
        foreach (string json in ReferenceFold.SplitEvents(Encoding.UTF8.GetString(TestCorpus.Read(name)), adoptLast: true))
        {
            using JsonDocument e = JsonDocument.Parse(json);
            string type = e.RootElement.GetProperty("type").GetString()!;
            if (type != "ping")
            {
                yield return new Event(type, json, IsChanged: false);
            }

            // Of several messages the first is read.
            if (type == MessageStop)
            {
                yield break;
            }
        }
    }

    /// <summary>The last event ends the stream, and stays.</summary>
    private static Event[] Mutate(Event[] events, Random random)
    {
        Event[] mutated = [.. events];
        for (int i = 0; i < ChangesPerRound && mutated.Length > 1; i++)
        {
            ref Event e = ref mutated[random.Next(mutated.Length - 1)];
            e = e with { Json = JsonMutator.Change(e.Json, random), IsChanged = true };
        }

        return mutated;
    }

    private static async Task VerifyAsync(Event[] events, string what)
    {
        var body = new SseBody();
        var echo = new ExpectedEcho();
        foreach (Event e in events)
        {
            body.Event(e.Name, e.Json);
            echo.Add(e.Name, e.Json);
        }

        // What is repaired is another test's subject.
        bool isRepaired = false;
        await using MessageStream stream = body.Open(new MessageStreamOptions { OnDiagnostic = d => isRepaired |= s_repaired.Contains(d.Kind) }, readSize: 1400);
        int count = 0;
        ClaudeException? failure = null;
        try
        {
            await foreach (StreamEvent e in stream)
            {
                Event sent = events[Math.Min(count++, events.Length - 1)];
                // Text in the start of a block follows in a delta.
                isRepaired |= sent.Json != e.RawJson.ToString() && sent.IsChanged && e.Type == StreamEventType.ContentBlockStart;
                Assert.True(isRepaired || sent.Json == e.RawJson.ToString(), $"{sent.Json} became {e.RawJson}");
                if (sent.IsChanged)
                {
                    VerifyViews(e);
                    VerifyViews(stream.Snapshot);
                    Assert.NotNull(e.ToOwned());
                }
            }
        }
        catch (ClaudeException e) when (events[^1].Name != MessageStop || isRepaired)
        {
            failure = e;
        }

        if (isRepaired)
        {
            return;
        }

        if (events[^1].Name == Error)
        {
            Assert.IsType<ClaudeApiException>(failure);
            Assert.Equal((events.Length - 1, events.Length == 1), (count, failure.Partial is null));
            return;
        }

        Assert.Equal(events.Length, count);
        if (events[^1].Name != MessageStop)
        {
            Assert.Equal(ClaudeTransportErrorKind.ResponseEnded, Assert.IsType<ClaudeTransportException>(failure).Kind);
            echo.Verify(failure.Partial!, what);
            return;
        }

        Message message = await stream.GetFinalMessageAsync();
        echo.Verify(message, what);
        string content = string.Join(',', message.Content.Select(block => block.ToJson()));
        Assert.Equal($$"""{"role":"assistant","content":[{{content}}]}""", message.ToVerbatimTurn().ToJson());
    }

    /// <summary>No accessor throws.</summary>
    private static void VerifyViews(object view, int depth = 0)
    {
        foreach ((_, Func<object?> get) in ViewReflection.PropertiesOf(view))
        {
            if (get() is { } value && depth < ViewDepth && ViewReflection.IsView(value) && value is not Utf8Text)
            {
                VerifyViews(value, depth + 1);
            }
        }
    }

    private sealed record Event(string Name, string Json, bool IsChanged);
}
