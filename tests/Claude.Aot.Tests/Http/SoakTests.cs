using System.Globalization;
using Claude.Aot.Testing;
using Claude.Aot.Tests.Http.Support;

namespace Claude.Aot.Tests.Http;

/// <summary>
/// Many streams at once with faults of every kind, on both sides: each comes out whole or as one of the library's exceptions, and the server sees the end of
/// every one.
/// </summary>
public sealed class SoakTests
{
    private const int Streams = 400;
    private const int Concurrency = 25;
    private const string NumberHeader = "x-number";

    private static readonly string s_text = string.Concat(Enumerable.Range(0, 50).Select(number => $"{number} "));
    private static readonly ResponseScript s_story = new MessageScript().Text([.. s_text.TrimEnd().Split(' ').Select(word => $"{word} ")]).End();

    [Theory]
    [InlineData("1.1", 17)]
    [InlineData("2.0", 18)]
    public async Task Streams_WithRandomFaults_AreWholeOrFailAsTheyShould(string version, int seed)
    {
        var random = new Random(seed);
        Trial[] trials = [.. Enumerable.Range(0, Streams).Select(_ => Trial.Of(random))];
        await using ReplayServer server = await ReplayServer.StartAsync(
            new ReplayServerOptions(), exchange => trials[int.Parse(exchange.Headers[NumberHeader], CultureInfo.InvariantCulture)].Script);
        using ClaudeClient client = TestClient.Of(server, version, options => options.MaxRetries = 0);

        await Parallel.ForAsync(0, Streams, new ParallelOptions { MaxDegreeOfParallelism = Concurrency }, async (number, _) =>
        {
            string? text = await ReadAsync(client, number, trials[number]);
            Assert.True(text == s_text || (text is null && !trials[number].EndsWell), $"stream {number}: {text}");
        }).Promptly();

        await Task.WhenAll(server.Log.All.Select(exchange => exchange.Ended)).Promptly();
        Assert.Equal(Streams, server.Log.All.Count);
    }

    /// <returns>The text; null where the stream failed, or its reader left.</returns>
    private static async Task<string?> ReadAsync(ClaudeClient client, int number, Trial trial)
    {
        // Not disposed: a stall may be reached when its reader has left.
        var source = new CancellationTokenSource();
        _ = trial.Stall.Reached.ContinueWith(_ => source.Cancel(), TaskScheduler.Default);
        var options = new RequestOptions { Headers = new Dictionary<string, string> { [NumberHeader] = $"{number}" } };
        try
        {
            await using MessageStream stream = await client.Messages.StreamAsync(TestClient.Hello, options, source.Token);
            await foreach (StreamEvent _ in stream)
            {
                if (trial.Leaves)
                {
                    return null;
                }
            }

            return await stream.GetFinalTextAsync();
        }
        catch (Exception e) when (e is ClaudeException or ClaudeCanceledException)
        {
            return null;
        }
    }

    /// <summary>What happens to one stream.</summary>
    private sealed record Trial(ResponseScript Script, ScriptGate Stall, bool Leaves, bool EndsWell)
    {
        public static Trial Of(Random random)
        {
            var stall = new ScriptGate();
            ResponseScript script = s_story.InChunksOf(random.Next(20, 2000));
            int offset = random.Next(script.Body.Length);
            bool leaves = random.Next(4) == 0;
            ResponseScript? broken = random.Next(8) switch
            {
                0 => script.CutAtByte(offset),
                1 => script.AbortAtByte(offset),
                2 => script.StallAtByte(offset, stall),
                3 => ResponseScript.Drop(),
                4 => Scripts.Overloaded,
                _ => null,
            };
            return new(broken ?? script, stall, leaves, EndsWell: broken is null && !leaves);
        }
    }
}
