using System.Text;

namespace Claude.Aot.Tests.Shared;

/// <summary>Checks that every way of reading a stream gives the same text.</summary>
internal static class ReadingWaysCheck
{
    private const int ReadSize = 1400;

    private static readonly (string Name, Func<MessageStream, Task<string>> ReadAsync)[] s_ways =
    [
        ("await foreach", ReadEventsAsync),
        ("WaitToReadAsync and TryRead", ReadPairAsync),
        ("ReadTextAsync", ReadTextAsync),
        ("ReadOwnedAsync", ReadOwnedAsync),
        ("CopyTextToAsync", CopyTextAsync),
        ("RelayToAsync", RelayAsync),
        ("GetFinalTextAsync", async stream => await stream.GetFinalTextAsync()),
    ];

    public static Task RunAsync(CorpusCase recorded) => RunAsync(recorded.Name, recorded.Body, string.Concat(recorded.Expected.Text));

    /// <summary>Reads a body that has text in each of the ways.</summary>
    public static async Task RunAsync(string what, byte[] body, string expected)
    {
        foreach ((string name, Func<MessageStream, Task<string>> readAsync) in s_ways)
        {
            await using MessageStream stream = MessageStream.FromStream(new PiecewiseStream(body, ReadSize));
            Check.Equal(expected, await readAsync(stream), $"{what} through {name}");
        }
    }

    private static async Task<string> ReadEventsAsync(MessageStream stream)
    {
        var text = new StringBuilder();
        await foreach (StreamEvent e in stream)
        {
            text.Append(e.Delta.Text.ToString());
        }

        return text.ToString();
    }

    private static async Task<string> ReadPairAsync(MessageStream stream)
    {
        using var text = new MemoryStream();
        while (await stream.WaitToReadAsync())
        {
            while (stream.TryRead(out StreamEvent e))
            {
                text.Write(e.Delta.Text.Span);
            }
        }

        return Encoding.UTF8.GetString(text.ToArray());
    }

    private static async Task<string> ReadTextAsync(MessageStream stream)
    {
        var text = new StringBuilder();
        await foreach (string piece in stream.ReadTextAsync())
        {
            text.Append(piece);
        }

        return text.ToString();
    }

    private static async Task<string> ReadOwnedAsync(MessageStream stream)
    {
        var text = new StringBuilder();
        await foreach (MessageStreamEvent e in stream.ReadOwnedAsync())
        {
            text.Append(((e as ContentBlockDeltaEvent)?.Delta as TextDelta)?.Text);
        }

        return text.ToString();
    }

    private static async Task<string> CopyTextAsync(MessageStream stream)
    {
        using var text = new MemoryStream();
        await stream.CopyTextToAsync(text);
        return Encoding.UTF8.GetString(text.ToArray());
    }

    private static async Task<string> RelayAsync(MessageStream stream)
    {
        using var relayed = new MemoryStream();
        await stream.RelayToAsync(relayed);
        relayed.Position = 0;
        await using MessageStream next = MessageStream.FromStream(relayed);
        return await next.GetFinalTextAsync();
    }
}
