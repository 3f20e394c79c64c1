using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Claude.Aot.Tests.Shared.Promises;

/// <summary>
/// Checks every recorded stream with other indices: the events delivered by the stream and its final message agree, and both equal the result of a second
/// implementation.
/// </summary>
internal static class IndexCheck
{
    private const int Seed = 20261127;
    private const int Rounds = 4;
    private const int MostChanges = 6;

    private static readonly (string Name, Func<int, string?> Change)[] s_forms =
    [
        ("absent", static _ => null),
        ("a float", static index => $"{index}.0"),
        ("a string", static index => $"\"{index}\""),
        ("with an exponent", static index => $"{index}e0"),
        ("negative", static _ => "-1"),
        ("too large", static _ => "2147483648"),
        ("null", static _ => "null"),
        ("always 0", static _ => "0"),
        ("always 7", static _ => "7"),
        ("shifted", static index => $"{index + 1}"),
        ("in reverse", static index => $"{1000 - index}"),
    ];

    public static IEnumerable<(string Name, Func<Task> Run)> Cases(CorpusFolder corpus)
    {
        foreach ((string name, Func<int, string?> change) in s_forms)
        {
            yield return ($"{name} everywhere", () => Indices_AllOfThem_LoseNothing(corpus, name, change));
        }

        yield return ("any in some events", () => Indices_OfSomeEvents_LoseNothing(corpus));
    }

    private static async Task Indices_AllOfThem_LoseNothing(CorpusFolder corpus, string what, Func<int, string?> change)
    {
        int streams = 0;
        foreach (string name in corpus.WholeNames())
        {
            await VerifyAsync([.. EventsOf(corpus, name).Select(json => Change(json, change))], $"{name}, {what}");
            streams++;
        }

        Check.That(streams > 100, $"Only {streams} streams.");
    }

    private static async Task Indices_OfSomeEvents_LoseNothing(CorpusFolder corpus)
    {
        var random = new Random(Seed);
        foreach (string name in corpus.WholeNames())
        {
            List<string> events = EventsOf(corpus, name);
            int[] indexed = [.. Enumerable.Range(0, events.Count).Where(i => events[i].Contains("\"index\"", StringComparison.Ordinal))];
            for (int round = 0; round < Rounds && indexed.Length > 0; round++)
            {
                List<string> changed = [.. events];
                string what = name;
                for (int i = random.Next(1, MostChanges); i > 0; i--)
                {
                    int at = indexed[random.Next(indexed.Length)];
                    int other = random.Next(4);
                    (string form, Func<int, string?> change) = random.Next(2) == 0 ? s_forms[random.Next(s_forms.Length)] : ($"{other}", _ => other.ToString(CultureInfo.InvariantCulture));
                    changed[at] = Change(events[at], change);
                    what += $", event {at} {form}";
                }

                await VerifyAsync(changed, what);
            }
        }
    }

    private static async Task VerifyAsync(List<string> events, string what)
    {
        var body = new SseBody();
        var fold = new ReferenceFold();
        foreach (string json in events)
        {
            body.Event(json);
            fold.Add(json);
        }

        StringBuilder text = new(), thinking = new();
        await using MessageStream stream = body.Open(readSize: 1400);
        await foreach (StreamEvent e in stream)
        {
            text.Append(e.Delta.Text.ToString());
            thinking.Append(e.Delta.Thinking.ToString());
        }

        Message message = await stream.GetFinalMessageAsync();
        Check.Equal(text.ToString(), message.Text, $"{what}: text");
        Check.Equal(thinking.ToString(), string.Concat(message.Content.OfType<ThinkingBlock>().Select(block => block.Thinking)), $"{what}: thinking");
        Check.JsonEqual(fold.ToJson()!.Value, message.ToJson(), what);
    }

    private static List<string> EventsOf(CorpusFolder corpus, string name) =>
        ReferenceFold.SplitEvents(Encoding.UTF8.GetString(corpus.ReadBytes($"recorded/{name}.sse")), adoptLast: true);

    private static string Change(string json, Func<int, string?> change)
    {
        JsonObject e = JsonNode.Parse(json)!.AsObject();
        if (e["index"] is not { } index)
        {
            return json;
        }

        string? changed = change(index.GetValue<int>());
        if (changed is null)
        {
            e.Remove("index");
            return e.ToJsonString();
        }

        using JsonDocument value = JsonDocument.Parse(changed);
        e["index"] = changed == "null" ? null : JsonValue.Create(value.RootElement.Clone());
        return e.ToJsonString();
    }
}
