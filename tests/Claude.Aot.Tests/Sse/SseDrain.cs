using System.IO.Pipelines;
using Claude.Aot.Tests.Shared;

namespace Claude.Aot.Tests.Sse;

/// <summary>Reads streams to their end.</summary>
internal static class SseDrain
{
    public static async Task<List<SeenEvent>> AllAsync(SseReader reader)
    {
        List<SeenEvent> seen = [];
        while (await reader.WaitToReadAsync())
        {
            TakeBuffered(reader, seen);
        }

        Assert.True(reader.IsCompleted);
        Assert.Equal(seen.Count, reader.EventCount);
        return seen;
    }

    public static async Task<List<SeenEvent>> AllAsync(PipeReader pipe, SseReaderOptions? options = null)
    {
        await using var reader = SseReader.Create(pipe, options);
        return await AllAsync(reader);
    }

    private static void TakeBuffered(SseReader reader, List<SeenEvent> seen)
    {
        int before = seen.Count;
        while (reader.TryRead(out SseEvent e))
        {
            seen.Add(SeenEvent.Of(e));
        }

        Assert.NotEqual(before, seen.Count);
    }

    /// <summary>The input as it goes into an assertion message.</summary>
    public static string Show(ReadOnlySpan<byte> input)
    {
        string text = System.Text.Encoding.Latin1.GetString(input[..Math.Min(input.Length, 400)]);
        return string.Concat(text.Select(static c => c is >= ' ' and <= '~' ? $"{c}" : $"\\x{(int)c:X2}"));
    }
}
