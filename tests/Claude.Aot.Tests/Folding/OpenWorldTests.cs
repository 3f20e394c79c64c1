using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Claude.Aot.Tests.Shared;
using Claude.Aot.Tests.Streaming.Support;

namespace Claude.Aot.Tests.Folding;

/// <summary>Whatever the API renames, adds or changes in kind: nothing throws, and nothing that no rule speaks of is lost.</summary>
public sealed class OpenWorldTests
{
    private const int Seed = 20261123;
    private const int RoundsPerStream = 25;

    public static TheoryData<string> Core => [.. TestCorpus.Core.Intersect(TestCorpus.Whole)];

    [Theory]
    [MemberData(nameof(Core))]
    public async Task Stream_ChangedMembers_FoldsAsTheReferenceDoes(string name)
    {
        var random = new Random(Seed);
        List<string> events = ReferenceFold.SplitEvents(Encoding.UTF8.GetString(TestCorpus.Read(name)), adoptLast: true);
        for (int round = 0; round < RoundsPerStream; round++)
        {
            var fold = new ReferenceFold();
            var body = new SseBody();
            foreach (string json in events)
            {
                string changed = random.Next(events.Count) < 5 ? Change(json, random) : json;
                fold.Add(changed);
                body.Event(changed);
            }

            await VerifyAsync(body, fold.ToJson()!.Value, $"{name} in round {round}");
        }
    }

    private static async Task VerifyAsync(SseBody body, JsonElement expected, string what)
    {
        await using MessageStream stream = body.Open(readSize: 1400);
        await foreach (StreamEvent e in stream)
        {
            Assert.Equal(e.RawJson.ToString(), e.ToOwned().ToJson());
        }

        Message message = await stream.GetFinalMessageAsync();
        Check.JsonEqual(expected, message.ToJson(), what);
        using JsonDocument echo = JsonDocument.Parse(message.ToVerbatimTurn().ToJson());
        Assert.Null(JsonComparer.FindDifference(expected.GetProperty("content"), echo.RootElement.GetProperty("content")));
    }

    /// <summary>Changes one member somewhere below the message, block, delta or usage of an event.</summary>
    private static string Change(string json, Random random)
    {
        JsonObject e = JsonNode.Parse(json)!.AsObject();
        List<(JsonObject Owner, string Name)> members = [];
        foreach (string part in (string[])["message", "content_block", "delta", "usage"])
        {
            Gather(e[part], members);
        }

        members.RemoveAll(member => member.Name == "content" && ReferenceEquals(member.Owner, e["message"]));
        if (members.Count == 0)
        {
            e["added"] = new JsonArray(1, null);
            return e.ToJsonString();
        }

        (JsonObject owner, string name) = members[random.Next(members.Count)];
        switch (random.Next(4))
        {
            case 0:
                JsonNode? value = owner[name];
                owner.Remove(name);
                owner.Add($"{name}_of_tomorrow", value);
                break;
            case 1:
                owner[$"{name}_of_tomorrow"] = new JsonObject { ["a"] = 1.5 };
                break;
            case 2 when name == "type":
                owner[name] = "of_tomorrow";
                break;
            default:
                owner[name] = random.Next(6) switch
                {
                    0 => null,
                    1 => 7,
                    2 => "text",
                    3 => new JsonArray(1),
                    4 => new JsonObject(),
                    _ => true,
                };
                break;
        }

        return e.ToJsonString();
    }

    private static void Gather(JsonNode? node, List<(JsonObject Owner, string Name)> members)
    {
        if (node is JsonObject owner)
        {
            foreach ((string name, JsonNode? value) in owner)
            {
                members.Add((owner, name));
                Gather(value, members);
            }
        }
        else if (node is JsonArray array)
        {
            foreach (JsonNode? element in array)
            {
                Gather(element, members);
            }
        }
    }

}
